import Modems

/// What a line on standard input makes happen. Lines count from 1, as in their names.
enum SimulateOrder: Hashable {
    case say(sender: String, line: Int, text: String)
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
    case log
    case help
    case quit

    static let explanation = """
        say +491511234001 line1 STOP   somebody writes to a line
        unplug 1 | plug 1              pull a modem out, put it in again
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
            let word = words.indices.contains(place) ? words[place] : ""
            let digits = word.hasPrefix("line") ? word.dropFirst(4) : word[...]
            guard let number = Int(digits), (1...lines).contains(number) else {
                throw SimulateProblem("\(verb) needs a line from 1 to \(lines), such as line1")
            }
            return number
        }
        switch verb {
        case "say":
            guard words.count == 4 else { throw SimulateProblem("such as: say +491511234001 line1 STOP") }
            self = .say(sender: words[1], line: try line(2), text: words[3])
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
        case "log": self = .log
        case "help", "?": self = .help
        case "quit", "exit": self = .quit
        default: throw SimulateProblem("“\(TerminalText.plain(verb))” is no order; try help")
        }
    }
}

struct SimulateProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
