import GRDB

/// The numbers that are suppressed by their plain name, as a list under a shared key would hold them: what our own export
/// brings back is not new. Of each hash 128 bits are kept, 16 octets a number.
public struct SuppressedHashes: Sendable {
    private struct Half: Hashable {
        var high: UInt64
        var low: UInt64
    }

    private var halves: Set<Half> = []

    public init() {}

    mutating func insert(_ hash: String) {
        if let half = Self.half(of: hash) { halves.insert(half) }
    }

    /// `hash` has 64 hexadecimal digits in lower case.
    func contains(_ hash: String) -> Bool { Self.half(of: hash).map { halves.contains($0) } ?? false }

    private static func half(of hash: String) -> Half? {
        guard let high = UInt64(hash.prefix(16), radix: 16), let low = UInt64(hash.dropFirst(16).prefix(16), radix: 16)
        else { return nil }
        return Half(high: high, low: low)
    }
}

extension Store {
    /// What is suppressed now, under the key of a list of hashes. Read page by page, so that nobody waits for it.
    public func suppressedHashes(under key: [UInt8]) async throws(StorageError) -> SuppressedHashes {
        var known = SuppressedHashes()
        var after: Int64? = 0
        while let last = after {
            let page = try await read { transaction in
                try transaction.all(
                    """
                    SELECT id, number FROM suppression WHERE id > ? AND \(Transaction.keepsAll) AND number LIKE '+%'
                    ORDER BY id LIMIT 500
                    """,
                    [last]
                )
                .map { (id: $0["id"] as Int64, number: $0["number"] as String) }
            }
            for row in page { known.insert(Digest.hmac(row.number, key: key)) }
            after = page.last?.id
        }
        return known
    }
}
