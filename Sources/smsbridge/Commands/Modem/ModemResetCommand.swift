import ArgumentParser
import Gateway
import NIOCore
import Server
import Storage

struct ModemResetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset",
        abstract: "Restart a modem, and wait until it is ready again.",
        discussion: """
            Sends the restart command of the modem's family (AT+CFUN=1,1 or its own). With
            --hard its USB socket is switched off and on, or where the hub cannot do that,
            the device is logged off and on; both need the helper unit smsbridge-usbreset.
            Messages go to other lines meanwhile.

            EXAMPLES
              smsbridge modem reset line1
              smsbridge modem reset line1 --hard
            """
    )

    @Argument(help: "The modem's name.")
    var name: String

    @Flag(help: "Switch its USB port off and on.")
    var hard = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let began = ContinuousClock.now
        try await APIClient.with(connection) { client in
            _ = try await client.post(ModemTarget.path(name) + "/reset", query: [("hard", hard ? "true" : nil)])
        }
        Terminal.print("\(name) restarts", to: Terminal.error)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            let (connection, name) = (connection, name)
            group.addTask { try await Self.ready(name, connection) }
            group.addTask {
                try await Task.sleep(for: .seconds(120))
                return false
            }
            defer { group.cancelAll() }
            guard try await group.next() == true else {
                throw CommandFailure(.tryLater, "\(name) is not ready after 120 s: see 'smsbridge modem list'")
            }
        }
        Terminal.print("\(name) is ready again after \(began.duration(to: .now).components.seconds) s")
    }

    /// Waits until it was away and is ready.
    private static func ready(_ name: String, _ connection: ConnectionOptions) async throws -> Bool {
        try await APIClient.with(connection, timeout: .hours(1)) { client in
            var wasAway = false
            var isReady = false
            try await client.events("GET", "/v1/modems/watch", of: ModemList.self) { list, _ in
                let state = list.modems.first { $0.name == name }?.state
                if state != "ready" { wasAway = true }
                isReady = wasAway && state == "ready"
                return !isReady
            }
            return isReady
        }
    }
}
