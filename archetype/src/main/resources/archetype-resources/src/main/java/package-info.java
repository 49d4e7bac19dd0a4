/** A storage driver for Amphora that keeps its contents in a map: the example to begin with. */
package ${package};
