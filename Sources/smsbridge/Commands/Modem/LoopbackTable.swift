import Storage

/// Tests of lines with each other, for people.
enum LoopbackTable {
    static func make(_ tests: [LoopbackView], utc: Bool) -> Table {
        var table = Table([
            .init("TIME"), .init("FROM"), .init("TO"), .init("ACCEPTED", .right), .init("ARRIVED", .right),
            .init("RESULT"),
        ])
        for test in tests {
            let (text, style) = result(test)
            table.add([
                Table.Cell(TimeText.write(test.at, utc: utc)), Table.Cell(test.from), Table.Cell(test.to),
                Table.Cell(test.acceptedAfter.map(seconds)), Table.Cell(test.arrivedAfter.map(seconds)),
                Table.Cell(text, style),
            ])
        }
        return table
    }

    /// What became of it, in few words.
    static func result(_ test: LoopbackView) -> (text: String, style: Style) {
        let why = test.reason.map { ": \($0)" } ?? ""
        return switch test.outcome {
        case nil: test.acceptedAfter == nil ? ("to be sent", .plain) : ("on its way", .plain)
        case .arrived: ("ok\(why)", why.isEmpty ? .good : .doubtful)
        case .lost: ("lost\(why)", test.blame == .nobody ? .doubtful : .bad)
        case .refused: ("refused\(why)", .bad)
        case .unsent: ("not sent\(why)", .doubtful)
        case .unclear: ("unclear\(why)", .doubtful)
        }
    }

    private static func seconds(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
