import ArgumentParser
import Foundation

/// What every command that talks to the daemon takes.
struct ConnectionOptions: ParsableArguments {
    static let standardSocket = "/run/smsbridge/smsbridge.sock"

    @Option(
        help: ArgumentHelp(
            "The daemon's socket (default: $SMSBRIDGE_SOCKET, else \(standardSocket)).",
            valueName: "path"
        )
    )
    var socket: String?

    @Flag(help: "Print the daemon's answer as JSON instead of a table.")
    var json = false

    @Flag(help: "Show times in UTC instead of this machine's time zone.")
    var utc = false

    var socketPath: String {
        if let socket { return socket }
        let variable = ProcessInfo.processInfo.environment["SMSBRIDGE_SOCKET"] ?? ""
        return variable.isEmpty ? Self.standardSocket : variable
    }
}

extension ConnectionOptions {
    /// Of a program that no command line tells anything. What is not set here could not even be read; in an initialiser it
    /// would be set before there is anything to set it in.
    static func to(socket: String?) -> ConnectionOptions {
        var options = ConnectionOptions()
        options.socket = socket
        options.json = false
        options.utc = false
        return options
    }
}
