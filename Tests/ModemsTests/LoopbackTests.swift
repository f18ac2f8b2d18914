import Modems
import Testing

@Suite("Tests of lines with each other")
struct LoopbackTests {
    private static func members(_ text: String) -> [LoopbackMember] {
        // `A` has a number, `a` has none.
        text.map { letter in
            LoopbackMember(
                id: Int64(letter.uppercased().unicodeScalars.first?.value ?? 0),
                name: letter.uppercased(),
                hasNumber: letter.isUppercase
            )
        }
    }

    private static func pair(_ text: String) -> LoopbackPair {
        let ids = text.uppercased().unicodeScalars.map { Int64($0.value) }
        return LoopbackPair(from: ids.first ?? 0, to: ids.last ?? 0)
    }

    private static func words(_ pairs: [LoopbackPair]) -> [String] {
        pairs.map { pair in
            [pair.from, pair.to].map { UnicodeScalar(UInt32($0)).map(String.init) ?? "?" }.joined()
        }
    }

    @Test(arguments: [
        ("", []), ("A", ["AA"]), ("a", []), ("AB", ["AB", "BA"]), ("CAB", ["AB", "BC", "CA"]),
        // Nobody can write to B; it writes to the next one all the same.
        ("AbC", ["AC", "BC", "CA"]), ("Ab", ["AA", "BA"]), ("ab", []), ("aBc", ["AB", "BB", "CB"]),
    ])
    func eachLineWritesToTheNextOne(lines: String, expected: [String]) {
        #expect(Self.words(LoopbackRing(Self.members(lines)).pairs) == expected)
    }

    @Test(arguments: [
        ("A", "A", ["AA"]), ("AB", "A", ["AB", "BA"]), ("ABC", "B", ["BC", "AB"]), ("AbC", "B", ["BC"]),
        ("AbC", "A", ["AC", "CA"]), ("ABC", "X", []),
    ])
    func oneLineIsProvenByItsNeighbours(lines: String, line: String, expected: [String]) {
        let id = Self.pair(line).from
        #expect(Self.words(LoopbackRing(Self.members(lines)).pairs(about: id)) == expected)
    }

    @Test func whoHasNoNumberIsNamed() {
        #expect(LoopbackRing(Self.members("AbCd")).unnumbered.map(\.name) == ["B", "D"])
    }

    /// `AB+` came, `AB-` did not, `AB*` did not and the network reported on it, `AB!` was refused, `AB?` says nothing,
    /// `ABC` came to C in place of B, `AB.` is waited for.
    private static func results(_ text: String) -> [LoopbackResult] {
        text.split(separator: " ").enumerated().map { index, word in
            let letters = word.unicodeScalars.map { Int64($0.value) }
            let outcome: LoopbackResult.Outcome =
                switch word.last {
                case "+": .arrived
                case "-": .lost(isTaken: false)
                case "*": .lost(isTaken: true)
                case "!": .refused("+CMS ERROR: 8")
                case "?": .unclear
                case ".": .waiting
                default: .elsewhere(letters[2])
                }
            return LoopbackResult(id: Int64(index), pair: pair(String(word.prefix(2))), outcome: outcome)
        }
    }

    @Test(arguments: [
        ("AB+ BA+", [LoopbackBlame?.none, nil]),
        // Another pair tells.
        ("AB- CB+", [.sender, nil]), ("AB- AC+", [.receiver, nil]), ("AB- BA-", [.either, .either]),
        ("AB- CB+ AC+", [.nobody, nil, nil]), ("AB- CB- AC+", [.receiver, .either, nil]),
        ("AB- CB+ AC-", [.sender, nil, .either]), ("AA-", [.either]), ("AB- AA+", [.receiver, nil]),
        ("AB- BA+", [.either, nil]), ("AB- BB+", [.sender, nil]),
        // The network reported on it, so it left.
        ("AB*", [.receiver]), ("AB!", [.sender]), ("ABC", [.receiver]), ("AB- AC. DB?", [.either, nil, nil]),
        ("AB- CDB", [.sender, .receiver]),
    ])
    func blame(results text: String, expected: [LoopbackBlame?]) {
        let results = Self.results(text)
        let review = LoopbackReview(results)
        #expect(results.map(review.blame) == expected)
    }

    private static let (a, b, c): (Int64, Int64, Int64) = (65, 66, 67)

    @Test(arguments: [
        ("AB+ BA+", a, LoopbackVerdict?.some(.works)), ("AB+ BC+ CA+", b, .works), ("AB+", a, nil), ("AB.", a, nil),
        ("AB- CB+", a, .mute(to: [b], isProven: false)), ("AB- CB+ AC- CA+", a, .mute(to: [b], isProven: true)),
        ("AB- CB+ AC- BC+", a, .mute(to: [b, c], isProven: true)), ("AB- AC+", b, .deaf(from: [a], isProven: false)),
        ("AB- AC+ CB- CA+", b, .deaf(from: [a, c], isProven: true)), ("AB- AC+", a, nil),
        ("AB- BA- AA+ BB-", b, .dead(isProven: true)), ("AB- BA+ AA+ BB-", b, .deaf(from: [a, b], isProven: true)),
        ("AA-", a, .doubtful(with: a)), ("AB- BA+", a, .doubtful(with: b)), ("AB- BA+", b, nil),
        ("AB!", a, .refused(to: b, "+CMS ERROR: 8")), ("AB! AC+", a, nil), ("ABC", b, .wrongNumber(of: c)),
        ("AB- CB+ AC+ BA+", a, .works), ("AB? BA?", a, nil),
    ])
    func verdict(results text: String, line: Int64, expected: LoopbackVerdict?) {
        #expect(LoopbackReview(Self.results(text)).verdict(on: line) == expected)
    }

    @Test(arguments: [
        // A third line that works writes to the receiver, and the sender to it.
        ("ABC", "AB- BC+ CA+", ["CB", "AC"]), ("ABCD", "AB- BC+ CD- DA+", ["CB", "AC"]),
        // Also where one line is shown already: one message may be lost.
        ("ABC", "AB- AC+", ["CB"]), ("ABC", "AB- CB+ AC+", []),
        // Of two, each writes to itself.
        ("AB", "AB- BA+", ["AA", "BB"]), ("Ab", "BA- AA+", []), ("aB", "AB- BB+", []),
        // One that is alone tries once more.
        ("A", "AA-", ["AA"]), ("A", "AA- AA-", []), ("ABC", "AB. BC+ CA+", []), ("BC", "AB- BC+ CB+", []),
        ("ABC", "AB- CB? AC+", ["CB"]),
    ])
    func whatElseWouldTell(lines: String, results text: String, expected: [String]) throws {
        let results = Self.results(text)
        let first = try #require(results.first)
        #expect(Self.words(LoopbackReview(results).followUps(for: first, among: Self.members(lines))) == expected)
    }

    @Test func aFollowUpHasNone() {
        let lost = LoopbackResult(id: 1, pair: Self.pair("AB"), outcome: .lost(isTaken: false), isFollowUp: true)
        #expect(LoopbackReview([lost]).followUps(for: lost, among: Self.members("ABC")) == [])
    }

    @Test(arguments: [
        (LoopbackVerdict.works, String?.none),
        (
            .mute(to: [b, c], isProven: true),
            "it does not send: its messages to B and C did not come within 10 min, though others came there"
        ),
        (
            .deaf(from: [a, b], isProven: true),
            "it does not receive: messages from itself and B did not come within 10 min, though others from there came"
        ),
        (.doubtful(with: b), "its message to B did not come within 10 min: one of both does not work"),
        (
            .doubtful(with: a),
            "its message to itself did not come within 10 min: it does not send, or does not receive"
        ),
        (.dead(isProven: true), "it neither sends nor receives: nothing from it or to it came within 10 min"),
        (.refused(to: b, "+CMS ERROR: 8"), "its message to B was refused: +CMS ERROR: 8"),
        (.wrongNumber(of: c), "the number that is known as its own is C's"),
    ])
    func inWords(verdict: LoopbackVerdict, expected: String?) {
        let words = verdict.words(within: .seconds(600), line: Self.a) { line in
            UnicodeScalar(UInt32(line)).map(String.init) ?? "?"
        }
        #expect(words == expected)
    }
}
