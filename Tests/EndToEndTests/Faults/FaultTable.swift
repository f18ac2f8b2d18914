import Foundation
import Synchronization

/// What was measured, and the document that tells it.
final class FaultTable: Sendable {
    static let shared = FaultTable()

    private let measured = Mutex<[FaultRow: String]>([:])

    /// Keeps a row. The last one writes the document, where one is wanted.
    func add(_ row: FaultRow, _ text: String) throws {
        let rows = measured.withLock { rows in
            rows[row] = text
            return rows
        }
        guard let file = FaultPace.file, rows.count == FaultRow.allCases.count else { return }
        try Self.document(rows, on: Date()).write(toFile: file, atomically: true, encoding: .utf8)
    }

    static func document(_ rows: [FaultRow: String], on date: Date) -> String {
        let day = date.formatted(.iso8601.year().month().day())
        let cores = ProcessInfo.processInfo.activeProcessorCount
        var text = """
            # The fault table

            What smsbridge and three gateways in use do when something breaks. Written by `make faults` on \(day), with the
            true time-outs, on a machine with \(cores) cores: the real program, a database on its disk, and modems on ptys
            that speak AT as real ones do. No radio and no USB took part: unplugging is the end of a pty. `make test` lives
            the same rows with the long waits divided by 20, and fails where one does not hold.

            The others were measured once, in 2026, as Debian 12 packages them (gammu-smsd 1.42, smstools 3.1.21, Kannel
            1.4.5 with its driver at2) on such a modem, with their default settings where nothing else is said; read their
            times as ±20 %. Each of our figures is one run.

            | what happens | gammu-smsd | smstools | Kannel | what we want | smsbridge |
            | --- | --- | --- | --- | --- | --- |

            """
        for row in FaultRow.allCases {
            let texts = row.texts
            let cells = [texts.title] + texts.others + [texts.bar, rows[row] ?? "not measured"]
            text += "| " + cells.joined(separator: " | ") + " |\n"
        }
        return text + notes
    }

    private static let notes = """

        How each figure is taken ([Tests/EndToEndTests/Faults](../Tests/EndToEndTests/Faults)):

        - **Overhead**: 20 messages to 20 people, one request each, on a modem and a network that take no time; from the
          first request to the last message at the network, divided by 20. Limits are set wide open.
        - **Start**: from the start of the process, with the message in the queue and the modem there.
        - **Received**: from the modem's storing the message to its row in the inbox. Then the modem's notice is lost on
          the wire, and the poll finds the message.
        - **Copies** are counted by the network, for 90 s after the restart, and for 3 minutes
          where no answer came.
        - **Full disk**: the state directory is a file system of 16 MB without a free octet; after a minute there is room
          again. Where the tests may not mount, the row is not measured.
        - **Hanging modem**: it has a second line beside it, and six messages are waiting. It comes back by its family's
          reset. The rungs above, USB reset and the power of its socket, need the helper unit and real USB; the ladder is
          tested in virtual time by `RecoveryTests` and `RecoveryLadderTests`.
        - **Unplugged, absent**: from the port's being there again to the next message at the network, starting the modem and
          reading its storage included.

        """
}
