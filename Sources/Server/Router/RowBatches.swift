/// How many rows of a list are stored at once: so many that the database is never kept from others for long.
///
/// A message that comes in meanwhile waits for at most one batch. On a slow disk the batches become small, on a quick one
/// large enough that commits cost little.
struct RowBatches {
    /// What a batch may take.
    static let goal = Duration.milliseconds(5)
    private static let least = 20

    private(set) var size = APILimits.importBatch

    /// Learns how long a batch of the present size took.
    mutating func took(_ duration: Duration, rows: Int) {
        guard rows >= size else { return }
        if duration > Self.goal * 2 {
            size = max(Self.least, size / 2)
        } else if duration > Self.goal {
            size = max(Self.least, size - size / 8)
        } else if duration < Self.goal / 2 {
            size = min(APILimits.mostInBatch, size + size / 8 + 1)
        }
    }
}
