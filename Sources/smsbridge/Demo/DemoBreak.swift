import ArgumentParser
import Storage

/// A violation that the demo plants in the product, to show that its check bites.
enum DemoBreak: String, CaseIterable, ExpressibleByArgument {
    case halt, twice, window, limit

    var planted: PlantedFault {
        switch self {
        case .halt: .halt
        case .twice: .twice
        case .window: .window
        case .limit: .limit
        }
    }

    /// The check that has to find it.
    var check: SelfCheck.Check {
        switch self {
        case .halt: .halt
        case .twice: .twice
        case .window: .window
        case .limit: .limit
        }
    }
}
