import Testing

@testable import Server

@Suite("How many rows are stored at once")
struct RowBatchTests {
    @Test("on a quick disk batches grow, on a slow one they shrink, and neither without end")
    func follows() {
        var batches = RowBatches()
        for _ in 0..<100 { batches.took(.milliseconds(1), rows: batches.size) }
        #expect(batches.size == APILimits.mostInBatch)
        for _ in 0..<100 { batches.took(.milliseconds(50), rows: batches.size) }
        #expect(batches.size == 20)
    }

    @Test("they settle where a batch takes what it may")
    func settles() {
        var batches = RowBatches()
        for _ in 0..<200 { batches.took(.microseconds(40 * batches.size), rows: batches.size) }
        #expect((60...130).contains(batches.size), "\(batches.size)")
    }

    @Test("a batch that was not full says nothing")
    func last() {
        var batches = RowBatches()
        batches.took(.milliseconds(100), rows: 3)
        #expect(batches.size == APILimits.importBatch)
    }
}
