package io.amphora.storage.tck;

abstract class KilledProcessCases extends ContractCase {
    KilledProcessCases(StoreSource source) {
        super(source);
    }
}
