import Modems
import Testing

/// Every number of the lists, and what each has to lead to: a letter for the class (P permanent, T temporary, B blocked by
/// the operator, C configuration or subscription, M modem or SIM, - harmless; where more than one stands, one of them),
/// then what has to be among the actions.
@Suite("What each error number leads to") struct ErrorTableTests {
    /// Causes of TS 24.011, TP-FCS of TS 23.040, TS 27.005 and vendors' numbers.
    private static let cms = """
        1 P stop; 8 BC fix other prov; 10 CB fix other; 11 C other; 17 T same; 21 BP slow other prov; 22 M empty same;
        27 TP same; 28 C fix other; 29 CB other; 30 PC other stop; 38 T same other; 41 T same; 42 TB same slow;
        47 TB same slow; 50 C fix other; 69 C other prov; 81 M same; 95 PC change other; 96 PM same other;
        97 PM same other; 98 PM same other; 99 PM same other; 111 T same other; 127 TP same other stop;
        128 P stop; 129 P stop; 130 P change; 143 P change; 144 P change; 145 P change; 159 P change; 160 P stop;
        161 P stop; 175 P stop; 176 P stop; 192 T same; 193 C fix; 194 T same other; 195 P stop; 196 PB prov stop;
        197 P stop; 198 C change; 199 C change; 208 M empty; 209 C change; 210 M ladder; 211 M empty; 212 T same;
        213 M same; 224 T same; 240 T same; 254 T same; 255 T same other;
        256 T same; 257 T same; 258 T same; 259 T same; 260 T same; 261 T same; 262 C fix; 263 T same;
        300 M same ladder; 301 M same; 302 TC net; 303 C change; 304 PM same stop; 305 PM change; 310 C fix; 311 C pin;
        312 C fix; 313 M ladder fix; 314 T same; 315 C fix; 316 C fix; 317 C fix; 318 C fix; 320 M same; 321 - none;
        322 M empty same; 330 C change same; 331 T net other; 332 T same; 340 - none; 500 T same other; 512 T same;
        513 T same; 514 T same; 515 T same; 516 TP same stop; 517 TP same; 518 TP same; 519 TP same; 520 TP same;
        521 T same; 522 T same; 526 TP same; 527 TP same; 528 TP same; 532 T same; 535 T same; 538 PM change;
        549 PM change; 550 PM change; 551 PM change; 552 PM change; 553 PM change; 554 PM change; 615 T same;
        616 T same; 770 CM fix; 772 CM ladder; 2021 BP slow; 2042 TB same slow; 2050 C fix; 9999 T same other
        """

    private static let cme = """
        0 M ladder; 1 M ladder; 2 M ladder; 3 C change; 4 C change; 5 C fix; 6 C fix; 7 C fix; 10 C same fix; 11 C pin;
        12 C fix; 13 M ladder; 14 T same; 15 C fix; 16 C fix; 17 - none; 18 - none; 20 M empty; 21 - none; 22 - none;
        23 M same; 24 P stop; 25 P stop; 26 P stop; 27 P stop; 30 T net; 31 T same other; 32 CB fix; 40 C fix; 41 C fix;
        42 C fix; 43 C fix; 44 C fix; 45 C fix; 46 C fix; 47 C fix; 48 C fix; 49 C fix; 50 PT change; 51 PT change;
        52 PT same; 53 T net; 54 T net; 55 T net; 56 C fix; 57 T same; 58 TP change; 59 P change; 60 M ladder; 61 P change; 62 C fix;
        100 T same; 102 CB fix; 103 CB fix; 104 T net; 105 CB fix; 106 CB fix; 107 C fix; 108 C fix; 111 CT fix; 112 CT fix; 113 CT fix;
        114 CT net; 115 CT net; 116 T net; 117 T net; 122 T same; 118 TC change; 127 - none; 140 - none;
        151 - none; 177 B fix; 515 T same; 527 T same; 528 T same; 533 T same; 9999 T same other
        """

    struct Row: Sendable, CustomTestStringConvertible {
        var kind: ErrorMeaning.Kind
        var number: Int
        var classes: [FailureClass]
        var actions: [String]

        var testDescription: String { "\(kind.rawValue) \(number)" }
    }

    static let rows = rows(cms, .cms) + rows(cme, .cme)

    private static func rows(_ text: String, _ kind: ErrorMeaning.Kind) -> [Row] {
        text.split { $0 == ";" || $0 == "\n" }.compactMap { entry in
            let words = entry.split(separator: " ")
            guard words.count > 2, let number = Int(words[0]) else { return nil }
            let letters: [Character: FailureClass] = [
                "P": .permanent, "T": .temporary, "B": .blocked, "C": .configuration, "M": .modemFault, "-": .harmless,
            ]
            return Row(
                kind: kind,
                number: number,
                classes: words[1].compactMap { letters[$0] },
                actions: words[2...].map(String.init)
            )
        }
    }

    private static func word(_ action: FailureAction) -> String {
        switch action {
        case .retrySameLine: "same"
        case .otherLine: "other"
        case .provider: "prov"
        case .stop: "stop"
        case .takeOutOfRotation: "fix"
        case .emptyStorage: "empty"
        case .recover: "ladder"
        case .slowDown: "slow"
        case .changeCommand: "change"
        case .awaitNetwork: "net"
        case .applyPINRules: "pin"
        case .ignore: "none"
        }
    }

    @Test(arguments: rows) func leadsToItsAction(_ row: Row) {
        let meaning = row.kind == .cms ? ErrorMeaning.cms(row.number) : ErrorMeaning.cme(row.number)
        #expect(row.classes.contains(meaning.failureClass), "\(meaning.failureClass)")
        let actions = meaning.actions.map(Self.word)
        #expect(row.actions.allSatisfy(actions.contains), "\(actions), wanted \(row.actions)")
    }

    @Test func everyKnownNumberIsInTheTable() {
        let cms = Set(Self.rows.filter { $0.kind == .cms }.map(\.number))
        let cme = Set(Self.rows.filter { $0.kind == .cme }.map(\.number))
        #expect(ErrorMeaning.knownCMS.map(\.number).filter { !cms.contains($0) } == [])
        #expect(ErrorMeaning.knownCME.map(\.number).filter { !cme.contains($0) } == [])
    }
}
