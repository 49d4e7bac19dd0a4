/**
 * The cases of SPEC.md section 6 against the running distribution. A class holds the rows that its javadoc names. The
 * rows that are not here:
 *
 * <table>
 * <caption>Rows elsewhere</caption>
 * <tr><th>row</th><th>where, or why not yet</th></tr>
 * <tr><td>22</td><td>forwarding headers of trusted proxies come with access; {@code TransportRows} shows that others make a
 * request foreign</td></tr>
 * <tr><td>43</td><td>an hour is the shortest life of a token: here its key goes, the clock is in the tests of token-hmac
 * </td></tr>
 * <tr><td>45, 111–119</td><td>access: several users</td></tr>
 * <tr><td>48, 49, 53</td><td>the rest of the protocol: other digests; 53 with access</td></tr>
 * <tr><td>55, 59</td><td>profile faults: a full disk needs root, kill -9 many runs</td></tr>
 * <tr><td>56</td><td>{@code LargeBlobRows}, tag long: 20 GB</td></tr>
 * <tr><td>57</td><td>quotas</td></tr>
 * <tr><td>86–88</td><td>the rest of the protocol: conditional PUT, tags in a query</td></tr>
 * <tr><td>94, 95</td><td>several ranges are served whole until multipart answers come</td></tr>
 * <tr><td>107–110</td><td>the rest of the protocol: referrers; 110 with access</td></tr>
 * <tr><td>122</td><td>here with another answer for long chunk extensions: Jetty skips them, as RFC 9112 asks</td></tr>
 * <tr><td>129</td><td>HTTP/2 is off</td></tr>
 * <tr><td>131</td><td>here for blobs; the switch does not guard manifests and tags yet</td></tr>
 * <tr><td>132</td><td>the rest of the protocol: read-only mode</td></tr>
 * </table>
 */
package io.amphora.itests.protocol;
