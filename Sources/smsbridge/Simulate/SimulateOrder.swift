import Modems
import Simulation

/// What a line on standard input makes happen. Lines count from 1, as in their names.
enum SimulateOrder: Hashable {
    case say(sender: String, line: Int, text: String)
    case fault(Int, name: String)
    case recover(Int)
    case signal(Int, Int)
    case vanish(Int, to: String?)
    case unplug(Int)
    case plug(Int)
    /// The network takes the next segment of the line, and the modem never says so.
    case loseAnswer(Int)
    /// The network refuses the next segment of the line.
    case refuse(Int, cms: Int)
    case hang(Int)
    case wake(Int)
    case restart(Int)
    case registration(Int, RegistrationState)
    case faults
    case log
    case help
    case quit

    static let explanation = """
        fault 1 silence                something breaks; 'faults' tells what can, and how it shows
        recover 1                      what was broken on a line is mended
        signal 1 5                     the signal, 0 to 31 as in +CSQ, or 99 for unknown
        receive 1 +491511234001 STOP   somebody writes to a line (or: say +491511234001 line1 STOP)
        unplug 1 | plug 1              pull a modem out, put it in again
        vanish 1 to line9              it vanishes, and is back 3 s later under another name
        lose-answer 1                  the network takes the next segment, and the modem never says so
        refuse 1 38                    the network refuses the next segment with +CMS ERROR 38
        hang 1 | wake 1 | restart 1    the modem falls silent, comes back, restarts by itself
        deny 1 | search 1 | register 1 the network throws the SIM out, is out of reach, takes it back
        log                            all that the network has seen so far
        quit                           the same as Ctrl-C
        """

    /// Reads a line; the error says what was expected.
    init(_ text: String, lines: Int) throws(SimulateProblem) {
        let words = text.split(separator: " ", maxSplits: 3).map(String.init)
        guard let verb = words.first else { throw SimulateProblem("nothing was said; try help") }
        func line(_ place: Int) throws(SimulateProblem) -> Int {
            try Self.line(words.indices.contains(place) ? words[place] : "", of: lines, for: verb)
        }
        switch verb {
        case "say":
            guard words.count == 4 else { throw SimulateProblem("such as: say +491511234001 line1 STOP") }
            self = .say(sender: words[1], line: try line(2), text: words[3])
        case "receive":
            guard words.count == 4 else { throw SimulateProblem("such as: receive 1 +491511234001 STOP") }
            self = .say(sender: words[2], line: try line(1), text: words[3])
        case "fault":
            let number = try line(1)
            guard words.count == 3 else { throw SimulateProblem("such as: fault \(number) silence; see 'faults'") }
            self = .fault(number, name: try PracticeFault.named(words[2]).name)
        case "recover": self = .recover(try line(1))
        case "signal":
            let number = try line(1)
            guard words.count == 3, let value = Int(words[2]), (0...31).contains(value) || value == 99 else {
                throw SimulateProblem("such as: signal \(number) 5; 0 (-113 dBm) to 31 (-51 dBm), or 99 for unknown")
            }
            self = .signal(number, value)
        case "vanish": self = .vanish(try line(1), to: try Self.place(words))
        case "unplug": self = .unplug(try line(1))
        case "plug": self = .plug(try line(1))
        case "lose-answer": self = .loseAnswer(try line(1))
        case "refuse":
            guard words.count == 3, let number = Int(words[2]), (0...511).contains(number) else {
                throw SimulateProblem("such as: refuse 1 38")
            }
            self = .refuse(try line(1), cms: number)
        case "hang": self = .hang(try line(1))
        case "wake": self = .wake(try line(1))
        case "restart": self = .restart(try line(1))
        case "deny": self = .registration(try line(1), .denied)
        case "search": self = .registration(try line(1), .searching)
        case "register": self = .registration(try line(1), .home)
        case "faults": self = .faults
        case "log": self = .log
        case "help", "?": self = .help
        case "quit", "exit": self = .quit
        default: throw SimulateProblem("“\(TerminalText.plain(verb))” is no order; try help")
        }
    }

    /// The number of a line, from `3` or `line3`.
    static func line(_ word: String, of lines: Int, for verb: String) throws(SimulateProblem) -> Int {
        let digits = word.hasPrefix("line") ? word.dropFirst(4) : word[...]
        guard lines > 0 else { throw SimulateProblem("\(verb) needs a line, and there are only recordings") }
        guard let number = Int(digits), (1...lines).contains(number) else {
            throw SimulateProblem("\(verb) needs a line from 1 to \(lines), such as line1")
        }
        return number
    }

    /// What follows `vanish 1`: nothing, or `to` and a name in the folder of links.
    private static func place(_ words: [String]) throws(SimulateProblem) -> String? {
        guard words.count > 2 else { return nil }
        guard words.count == 4, words[2] == "to", (1...40).contains(words[3].utf8.count),
            words[3].utf8.allSatisfy({
                $0 == 0x2D || $0 == 0x5F || Character(UnicodeScalar($0)).isLetter
                    || Character(UnicodeScalar($0)).isNumber
            })
        else {
            throw SimulateProblem("such as: vanish 1, or: vanish 1 to line9 (letters, digits, - and _)")
        }
        return words[3]
    }
}

struct SimulateProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
