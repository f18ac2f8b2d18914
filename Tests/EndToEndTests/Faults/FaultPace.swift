import Foundation
import Testing

/// How fast the fault table is lived: `make faults` waits the true times, the suite divides the long ones.
enum FaultPace {
    static let isTrue = ProcessInfo.processInfo.environment["FAULTS_FILE"] != nil

    /// Where the table is written, with the true times.
    static let file = ProcessInfo.processInfo.environment["FAULTS_FILE"]

    /// The setting for rows whose waits are divided.
    static let timing = isTrue ? "divided_by: 1" : "divided_by: 20"

    /// A time of the network or of a person: divided in the suite, as the daemon's own are.
    static func divided(_ time: Duration) -> Duration { isTrue ? time : time / 20 }

    /// Lets a time go by where the true times count, and nothing where they do not.
    static func pass(_ time: Duration) async throws {
        if isTrue { try await ContinuousClock().sleep(for: time) }
    }

    /// Holds a measured time against its goal, with the true times: beside other tests on a busy machine it says nothing.
    static func expect(_ time: Duration, atMost goal: Duration, at location: SourceLocation = #_sourceLocation) {
        if isTrue { #expect(time <= goal, sourceLocation: location) }
    }

    /// In seconds, as the table shows it.
    static func text(_ time: Duration) -> String {
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        return seconds < 10 ? String(format: "%.3f s", seconds) : String(format: "%.0f s", seconds)
    }
}
