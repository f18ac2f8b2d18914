import ArgumentParser
import NIOCore
import Server
import Storage

struct ConversationListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List conversations, those that wait for a person first.",
        discussion: """
            At the top stands what waits longest for a person, then answers of agents
            that wait for approval, then what people have, then the rest. SINCE is since
            when it waits, or a person has it; REPLY when the other side wrote last: the
            time of day, the date where that was another day. Long texts are cut; --json
            has the whole.

            --watch draws the list again whenever something changes, as much of it as the
            terminal has room for; with --json each change is one line.

            EXAMPLES
              smsbridge conversation list
              smsbridge conversation list --waiting --watch
              smsbridge conversation list --owner human --json
            """
    )

    @Option(help: "Only those owned by agent, waitingForHuman, human, muted or closed.")
    var owner: String?

    @Flag(help: "Only those that a person has to look at now.")
    var waiting = false

    @Option(help: "So many at most: 1 to 1000.")
    var limit = 50

    @Flag(help: "Stay, and show every change. Ctrl-C ends it.")
    var watch = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        guard !watch else { return try await runWatch() }
        let answer = try await APIClient.with(connection) { try await $0.get("/v1/conversations", query: query) }
        try answer.show([ConversationView].self, connection) { show($0) }
    }

    private func show(_ views: [ConversationView]) {
        Self.show(views, utc: connection.utc, limit: limit)
    }

    private static func show(_ views: [ConversationView], utc: Bool, limit: Int, height: Int? = nil) {
        let isNarrow = Terminal.isPerson(Terminal.output) && Terminal.width(Terminal.output) < wide
        ConversationReport.table(views, utc: utc, now: SystemWallClock().now(), isNarrow: isNarrow)
            .show(orElse: "there are no such conversations", height: height, isPart: views.count >= limit)
    }

    /// A terminal on which nothing needs to be cut.
    private static let wide = 120

    private var query: [(String, String?)] {
        [("owner", owner), ("waiting", waiting ? "true" : nil), ("limit", "\(limit)")]
    }

    private func runWatch() async throws {
        guard Terminal.isPerson(Terminal.output), !connection.json else {
            return try await follow { views in
                show(views)
                Terminal.print("")
            }
        }
        let newest = Guarded<[ConversationView]?>(nil)
        let (utc, limit) = (connection.utc, limit)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in await WindowSize.changes() {
                    newest.change { list in
                        if let list { Self.draw(list, utc: utc, limit: limit) }
                    }
                }
            }
            try await follow { views in
                newest.change { list in
                    list = views
                    Self.draw(views, utc: utc, limit: limit)
                }
            }
            group.cancelAll()
        }
    }

    /// On an empty screen, as much as there is room for.
    private static func draw(_ views: [ConversationView], utc: Bool, limit: Int) {
        Terminal.write("\u{1B}[H\u{1B}[2J".utf8)
        // The line after the last one is the cursor's.
        show(views, utc: utc, limit: limit, height: Terminal.height(Terminal.output) - 1)
    }

    /// A daemon that goes away is waited for, once it was there: a desk's screen outlives a restart.
    private func follow(_ take: ([ConversationView]) -> Void) async throws {
        var (wasThere, isTold) = (false, false)
        while !Task.isCancelled {
            do {
                try await followOnce { list, octets in
                    (wasThere, isTold) = (true, false)
                    if connection.json { Terminal.write(octets + [UInt8(ascii: "\n")]) } else { take(list) }
                }
            } catch let failure as CommandFailure where failure.status == .unavailable && wasThere {
                if !isTold { Terminal.print("the daemon went away: waiting until it is back", to: Terminal.error) }
                isTold = true
            }
            try await Task.sleep(for: .seconds(1))
        }
    }

    private func followOnce(_ take: ([ConversationView], [UInt8]) -> Void) async throws {
        try await APIClient.with(connection, timeout: .hours(24 * 365)) { client in
            let path = "/v1/conversations/watch"
            try await client.events("GET", path, query: query, of: ConversationList.self) { list, octets in
                take(list.conversations, octets)
                return true
            }
        }
    }
}
