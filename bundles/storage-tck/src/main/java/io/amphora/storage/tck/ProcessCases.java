package io.amphora.storage.tck;

abstract class ProcessCases extends ContractCase {
    ProcessCases(StoreSource source) {
        super(source);
    }
}
