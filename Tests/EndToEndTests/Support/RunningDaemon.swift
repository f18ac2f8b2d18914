import Gateway
import Glibc
import Storage
import Subprocess
import Testing

@testable import smsbridge

/// The real binary at work, and a client on its socket.
struct RunningDaemon: Sendable {
    struct Ended: Error, CustomStringConvertible {
        var description: String
    }

    let house: House
    let journal: Journal
    let client: APIClient
    /// Nil where it runs in this process.
    let process: pid_t?

    /// Ends it as a power cut would.
    func kill() async throws {
        try await end(with: SIGKILL)
    }

    /// Sends a signal, and waits for the end.
    @discardableResult
    func end(with signal: Int32) async throws -> Duration {
        let start = ContinuousClock.now
        if let process, !journal.hasEnded { _ = Glibc.kill(process, signal) }
        try await house.happenings.until("the daemon ends") { journal.hasEnded }
        return start.duration(to: .now)
    }

    /// Waits while the daemon lives.
    func until<Value>(_ what: String, _ look: () async throws -> Value?) async throws -> Value {
        do {
            return try await house.happenings.until(what) {
                if let found = try await look() { return found }
                if journal.hasEnded { throw Ended(description: "the daemon ended before \(what)") }
                return nil
            }
        } catch {
            let problem = Ended(description: "\(error)\n\(journal.lines.suffix(40).joined(separator: "\n"))")
            // What a test throws when its time is over is not shown.
            if Task.isCancelled { Issue.record(problem) }
            throw problem
        }
    }

    func until(_ what: String, holds: () async throws -> Bool) async throws {
        _ = try await until(what) { try await holds() ? true : nil }
    }

    func untilReady(modems: Int) async throws {
        try await until("\(modems) modems are ready") { try await health().modemsReady == modems }
    }

    func untilLogged(_ text: String) async throws {
        try await until("it logs “\(text)”") { journal.contains(text) }
    }

    // MARK: The API

    func health() async throws -> HealthView {
        try await client.get("/v1/health").decoded(HealthView.self)
    }

    func messages(to number: String? = nil) async throws -> [MessageView] {
        try await client.get("/v1/messages", query: [("number", number), ("direction", "out"), ("limit", "1000")])
            .decoded([MessageView].self)
    }

    func story(_ id: Int64) async throws -> MessageStory {
        try await client.get("/v1/messages/\(id)").decoded(MessageStory.self)
    }

    @discardableResult
    func send(_ text: String, to number: String) async throws -> Int64 {
        try await client.post("/v1/messages", json: SendRequest(to: number, text: text)).decoded(SendReceipt.self).id
    }

    /// The one message to a number, once it is in that state.
    func untilMessage(to number: String, is state: String) async throws -> MessageView {
        try await until("the message to \(number) is \(state)") {
            try await messages(to: number).first { $0.state == state }
        }
    }

    /// Creates and starts a campaign of one step with the commands that a person would type.
    func startCampaign(
        _ name: String,
        to numbers: [String],
        text: String,
        window: String = #"{days: mon-sun, hours: "00:00-24:00", zone: UTC}"#
    ) async throws {
        let rows = numbers.map { "\($0),2026-01-15,form\n" }.joined()
        try house.write("\(name).csv", "phone,consent_date,consent_source\n" + rows)
        let file = try house.write(
            "\(name).yaml",
            """
            name: \(name)
            agent: human
            contacts: \(name).csv
            window: \(window)
            steps:
              - text: "\(text)"
            """
        )
        for arguments in [
            ["campaign", "create", file], ["campaign", "preflight", name, "--attest", "A. Brandt"],
            ["campaign", "start", name],
        ] {
            let outcome = try await house.command(arguments)
            guard outcome.status.isSuccess else {
                throw Ended(description: "\(arguments): \(outcome.error)\(outcome.output)")
            }
        }
    }
}
