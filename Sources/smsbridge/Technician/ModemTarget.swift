import Devices
import Foundation
import Gateway
import NIOCore
import Storage

/// What a technician's command is about: a modem of the running daemon, or a port that nobody has.
enum ModemTarget: Hashable, Sendable {
    case daemon(name: String)
    case port(path: String)

    /// A word that begins with `/` is a port. One that the daemon has is asked for from the daemon.
    static func find(_ word: String, _ connection: ConnectionOptions) async -> ModemTarget {
        guard word.hasPrefix("/") else { return .daemon(name: word) }
        let ports = SerialPorts()
        guard let target = ports.target(of: word) else { return .port(path: word) }
        // A daemon that does not answer at once is not waited for.
        let answer = try? await APIClient.with(connection, timeout: .seconds(3)) { try await $0.get("/v1/modems") }
        let views = (try? answer?.decoded([ModemView].self)) ?? []
        let view = views.first { view in
            view.state != "absent" && view.port.flatMap { ports.target(of: $0) } == target
        }
        return view.map { .daemon(name: $0.name) } ?? .port(path: word)
    }

    /// For paths of the API.
    static func path(_ name: String) -> String { "/v1/modems/" + APIClient.escaped(name) }

    /// How it is shown.
    var title: String {
        switch self {
        case .daemon(let name): name
        case .port(let path): path
        }
    }

    /// Runs the body with the modem at a port that is opened for it.
    static func open<Result: Sendable>(
        _ path: String,
        _ connection: ConnectionOptions,
        _ body: (Loan) async throws -> Result
    ) async throws -> Result {
        let ports = SerialPorts()
        do {
            return try await ports.withPort(at: path) { port in
                try await DirectModem.with(port, clock: ContinuousClock(), body)
            }
        } catch let error as PortError {
            let hint = await PortHint.hint(on: error, ports: ports, socket: connection.socket)
            throw CommandFailure(.unavailable, hint.sentence)
        } catch let error as ControlProblem {
            throw CommandFailure(.tryLater, "\(path): \(error)")
        } catch let error as Loan.Ended {
            throw CommandFailure(.tryLater, "\(path): \(error)")
        }
    }
}
