import Storage

/// The daemon's modems for people: a line each, and below it what is wrong.
enum ModemReport {
    private static let longestName = 14
    private static let wide = 150
    private static let usual = 100

    /// `width` of `nil` cuts nothing, as for pipes and files.
    static func lines(_ views: [ModemView], utc: Bool, width: Int?, colours: Bool) -> [String] {
        var lines = table(views, width: width).lines(width: width, colours: colours)
        for (index, view) in views.enumerated().reversed() {
            let notes = notes(view, utc: utc).flatMap { name, text in
                TerminalText.wrapped(TerminalText.plain(text), to: (width ?? 100) - 10)
                    .enumerated().map { "  " + ($0 == 0 ? name : "      ") + "  " + $1 }
            }
            lines.insert(contentsOf: notes.map { Style.dim.apply($0, colours: colours) }, at: index + 2)
        }
        return lines
    }

    private static func table(_ views: [ModemView], width: Int?) -> Table {
        var table = Table([
            .init("NAME"), .init("STATE"), .init("SENT 24 H", .right), .init("SIGNAL"), .init("NETWORK"), .init("IMEI"),
            .init("SIM"), .init("PORT"),
        ])
        // Whole numbers need a wide screen.
        let isNarrow = width.map { $0 < wide } ?? false
        let isSlim = width.map { $0 < usual } ?? false
        let longestNetwork = isSlim ? 10 : isNarrow ? 16 : 40
        for view in views {
            let signal = view.signalDBm.map { "\(bars(view.signalBars)) \($0) dBm" }
            let path = view.port ?? view.source
            // Of the port, the end tells most: /dev/ttyUSB2 is found by ttyUSB2.
            let port =
                isSlim
                ? [path.split(separator: "/").last.map(String.init) ?? path]
                : [path, view.model.map { "(\($0))" }].compactMap { $0 }
            table.add([
                Table.Cell(width == nil ? view.name : name(view.name)),
                view.lentTo == nil ? .state(view.state) : Table.Cell("lent", .doubtful),
                Table.Cell("\(view.sentToday) of \(view.dailyLimit)", isUsedUp(view) ? .doubtful : .plain),
                Table.Cell(signal),
                Table.Cell(network(view).map { TerminalText.shortened($0, to: longestNetwork) }),
                Table.Cell(view.imei.map { isNarrow ? tail($0) : $0 }),
                Table.Cell(view.iccid.map { isNarrow ? tail($0) : $0 }),
                Table.Cell(port.joined(separator: " ")),
            ])
        }
        return table
    }

    /// One without a name is called by its path, of which the end tells most.
    private static func name(_ name: String) -> String {
        guard name.hasPrefix("/"), TerminalText.width(name) > longestName else {
            return TerminalText.shortened(name, to: longestName)
        }
        return "…" + name.suffix(longestName - 1)
    }

    /// The last digits tell modems of one box apart.
    private static func tail(_ number: String) -> String { "…" + number.suffix(5) }

    private static func isUsedUp(_ view: ModemView) -> Bool {
        view.dailyLimit > 0 && view.sentToday >= view.dailyLimit
    }

    /// The operator where it is registered, else how it is not.
    private static func network(_ view: ModemView) -> String? {
        guard let registration = view.registration, registration.hasPrefix("registered") else {
            return view.registration
        }
        let name = view.operatorName ?? "registered"
        return registration.contains("roaming") ? "\(name), roaming" : name
    }

    private static func notes(_ view: ModemView, utc: Bool) -> [(String, String)] {
        var notes: [(String, String)] = []
        if let borrower = view.lentTo {
            let since = view.lentSince.map { " since \(TimeText.write($0, utc: utc))" } ?? ""
            notes.append(("lent  ", "to \(borrower)\(since), \(view.state); other lines send its messages meanwhile"))
        }
        if let reason = view.reason { notes.append(("why   ", TimeText.rewriting(reason, utc: utc))) }
        if view.inboxUnread {
            notes.append(("inbox ", "what waits on the SIM has not been read yet; it is read before anything is sent"))
        }
        if isUsedUp(view) { notes.append(("limit ", "the limit of 24 hours is reached; it sends again as hours pass")) }
        if let error = view.lastError, view.reason?.hasPrefix(error) != true {
            notes.append(("error ", "the last one: " + TimeText.rewriting(error, utc: utc)))
        }
        return notes
    }

    private static func bars(_ bars: Int?) -> String {
        let count = max(0, min(5, bars ?? 0))
        return String(repeating: "▮", count: count) + String(repeating: "▯", count: 5 - count)
    }
}
