/// Values that a modem offers, from a list such as `(0-2,4)`.
public struct NumberSet: Sendable, Hashable {
    /// In rising order, at most 256.
    public private(set) var values: [Int]

    public init(_ values: [Int]) {
        self.values = Array(Array(Set(values)).sorted().prefix(256))
    }

    /// Reads `(0,1)`, `(0-3)`, `(1)`, `2`, with or without brackets and spaces. What is no number is skipped.
    public init(parsing text: some StringProtocol) {
        var found: [Int] = []
        for piece in String(text).filter({ $0 != "(" && $0 != ")" && $0 != " " && $0 != "\"" }).split(separator: ",")
            .prefix(64)
        {
            let ends = piece.split(separator: "-").compactMap { Int($0) }
            switch ends.count {
            case 1: found.append(ends[0])
            case 2 where ends[0] <= ends[1] && ends[1] - ends[0] < 256: found.append(contentsOf: ends[0]...ends[1])
            default: break
            }
        }
        self.init(found)
    }

    public func contains(_ value: Int) -> Bool { values.contains(value) }

    /// The first of `wishes` that is offered, else the smallest value offered.
    public func first(of wishes: [Int]) -> Int? {
        wishes.first { contains($0) } ?? values.first
    }
}
