public import Storage

/// What a simulated run holds: a day, or a month. The same plan and seed give the same run.
public struct DayPlan: Sendable {
    /// How long a run is. Campaigns, limits and hours go with it.
    public enum Span: String, Sendable {
        case day, month
    }

    public var seed: UInt64
    public var span = Span.day
    public var lines = 4
    public var enrollments = 300
    /// People who write, opt-outs among them.
    public var replies = 60
    public var faults = 10
    /// Promises that the product breaks on purpose.
    public var planted: Set<PlantedFault> = []

    public init(seed: UInt64) {
        self.seed = seed
    }

    /// Half of the days know their modems by the names of their ports, half find them.
    var isDiscovered: Bool { seed % 2 == 1 }

    /// Thirty days with 10,000 enrollments in two campaigns, 1,000 people who write, and 160 faults.
    public static func month(seed: UInt64) -> DayPlan {
        var plan = DayPlan(seed: seed)
        plan.span = .month
        plan.enrollments = 10_000
        plan.replies = 1000
        plan.faults = 160
        return plan
    }
}
