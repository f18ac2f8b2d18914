import Foundation
import Glibc
import NIOCore
import Server

extension APIClient {
    /// Why the daemon could not be asked.
    func failure(for error: any Error) -> any Error {
        if error is CommandFailure || error is CancellationError { return error }
        let reason = access(socketPath, R_OK | W_OK) == 0 ? 0 : errno
        if reason == 0, UnixSocket.isAnswered(socketPath) {
            return CommandFailure(.unavailable, "the daemon did not answer: \(error)")
        }
        switch reason {
        case EACCES:
            return CommandFailure(
                .unavailable,
                "no permission to use \(socketPath): run this as root, or add yourself to the socket's group "
                    + "(sudo adduser \(NSUserName()) smsbridge, then log in again)"
            )
        default:
            return CommandFailure(
                .unavailable,
                "no daemon answers on \(socketPath). Start it with: systemctl start smsbridge (or by hand: "
                    + "smsbridge run --config /etc/smsbridge/smsbridge.yaml). If it listens elsewhere, name its socket "
                    + "with --socket."
            )
        }
    }

    /// What the daemon refused, for people.
    func failure(status code: Int, octets: [UInt8], path: String = "") -> CommandFailure {
        let problem = try? JSONCoding.decoder().decode(Problem.self, from: Data(octets))
        let message =
            problem.map { TimeText.rewriting("\($0)", utc: utc) } ?? "the daemon answered with HTTP status \(code)"
        return CommandFailure(Self.exitStatus(of: code, path: path), message, problem: problem)
    }

    /// The same, told in an answer that had begun.
    static func failure(status code: Int, text: String) -> CommandFailure {
        CommandFailure(exitStatus(of: code), text)
    }

    private static func exitStatus(of code: Int, path: String = "") -> ExitStatus {
        switch code {
        case 400, 413, 422: .data
        case 429, 503: .tryLater
        // A modem that somebody else has comes free.
        case 409 where path.hasPrefix("/v1/modems/"): .tryLater
        default: .failure
        }
    }
}
