/// One parser under test.
protocol FuzzTarget: SendableMetatype {
    /// How the command line names it.
    static var name: String { get }
    /// The share of a run that it gets, in percent.
    static var share: Int { get }
    /// Octets of the longest input.
    static var longestInput: Int { get }
    /// Inputs to begin with.
    static func seeds() -> [[UInt8]]
    /// Survives the input, or calls ``require(_:_:)`` with what is wrong.
    static func test(_ input: [UInt8])
    /// Changes an input where its structure says that it matters; `nil` leaves it to the fuzzer.
    static func mutate(_ input: [UInt8], _ random: inout Dice) -> [UInt8]?
}

extension FuzzTarget {
    static func mutate(_ input: [UInt8], _ random: inout Dice) -> [UInt8]? { nil }
}

/// All of them.
let fuzzTargets: [any FuzzTarget.Type] = [
    DecodeTarget.self, LineTarget.self, JoinTarget.self, EncodeTarget.self, DialogueTarget.self,
]
