import AsyncHTTPClient
import Glibc
import Subprocess

@testable import smsbridge

extension House {
    /// Runs the daemon for as long as the body runs, from its socket's opening on. Where the body has not ended it, it is
    /// killed. Answers how it ended.
    @discardableResult
    func withDaemon(_ body: (RunningDaemon) async throws -> Void) async throws -> TerminationStatus {
        let journal = Journal(happenings)
        let result = try await Subprocess.run(
            Self.binary,
            arguments: ["run", "--config", configuration],
            environment: environment,
            input: .none,
            output: .discarded,
            error: .sequence
        ) { execution in
            let process = execution.processIdentifier.value
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    defer { journal.end() }
                    for try await line in execution.standardError.strings() { journal.add(line) }
                }
                let options = ConnectionOptions.to(socket: socket)
                let outcome: Result<Void, any Error>
                do {
                    try await APIClient.with(options) { client in
                        let daemon = RunningDaemon(house: self, journal: journal, client: client, process: process)
                        try await daemon.untilLogged("API on \(socket)")
                        try await body(daemon)
                    }
                    outcome = .success(())
                } catch {
                    outcome = .failure(error)
                }
                if !journal.hasEnded { _ = Glibc.kill(process, SIGKILL) }
                try await group.waitForAll()
                try outcome.get()
            }
        }
        return result.terminationStatus
    }
}
