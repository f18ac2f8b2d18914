/// What the parts of one long message have in common.
public struct PartKey: Hashable, Sendable {
    public var sender: Address
    public var reference: Int
    public var total: Int
    /// 8 or 16.
    public var referenceBits: Int

    public init(sender: Address, reference: Int, total: Int, referenceBits: Int) {
        self.sender = sender
        self.reference = reference
        self.total = total
        self.referenceBits = referenceBits
    }

    /// The key of a received part; `nil` for a message that is whole.
    public init?(_ deliver: Deliver) {
        guard let concatenation = deliver.userData.concatenation else { return nil }
        self.init(sender: deliver.originator, concatenation)
    }

    public init(sender: Address, _ concatenation: Concatenation) {
        self.init(
            sender: sender,
            reference: concatenation.reference,
            total: concatenation.total,
            referenceBits: concatenation.referenceBits
        )
    }
}
