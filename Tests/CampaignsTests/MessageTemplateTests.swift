import Campaigns
import Foundation
import Testing

@Suite
struct MessageTemplateTests {
    static let rendered: [(String, [String: String], String)] = [
        ("Hi {{name}}!", ["name": "Anna"], "Hi Anna!"),
        ("Hi {{ Name }}!", ["name": "Anna"], "Hi Anna!"),
        ("{{Last Visit}}", ["last_visit": "May"], "May"),
        ("Hi {{name|default:\"there\"}}", [:], "Hi there"),
        ("Hi {{name|default:“there”}}", ["name": "  "], "Hi there"),
        ("Hi {{name|first|default:\"there\"}}", ["name": "Anna Brandt"], "Hi Anna"),
        ("{{a|upper}} {{a|lower}} {{b|trim}}", ["a": "Straße", "b": " x "], "STRASSE straße x"),
        ("{{a|default:\"}} | x\"}}", [:], "}} | x"),
        ("\\{{name}}", [:], "{{name}}"),
        ("a { b } }} c", [:], "a { b } }} c"),
        // What a value says is never read as a template, a filter or a line of control.
        ("Hi {{name}}", ["name": "{{secret}}", "secret": "x"], "Hi {{secret}}"),
        ("{{a}}{{b}}", ["a": "{{", "b": "a}}"], "{{a}}"),
        ("Hi {{name}}", ["name": "x|upper"], "Hi x|upper"),
        ("Hi {{name}}.", ["name": "A\u{1B}\u{1A}\rB"], "Hi A   B."),
        ("{{name|default:\"{{secret}}\"}}", ["secret": "x"], "{{secret}}"),
    ]

    @Test(arguments: rendered)
    func fillsIn(source: String, fields: [String: String], expected: String) throws {
        #expect(try MessageTemplate(source).render(fields) == expected)
    }

    static let broken: [(String, TemplateProblem)] = [
        ("Hi {{name", .unclosed(position: 4)),
        ("Hi {{}}", .emptyField(position: 6)),
        ("Hi {{na(me}}", .badField("na(me", position: 6)),
        ("Hi {{name|shout}}", .unknownFilter("shout", position: 11)),
        ("Hi {{name|upper:\"x\"}}", .unknownFilter("upper:\"x\"", position: 11)),
        ("Hi {{name|default:there}}", .badDefault(position: 11)),
        ("Hi {{name|default}}", .badDefault(position: 11)),
        ("Hi {{name|default:\"x}}", .unclosed(position: 4)),
        (" \n", .empty),
        (String(repeating: "x", count: 1601), .tooLong(limit: 1600)),
    ]

    @Test(arguments: broken)
    func tellsWhatIsWrong(source: String, problem: TemplateProblem) {
        #expect(throws: problem) { try MessageTemplate(source) }
    }

    @Test
    func missingFieldsAreNeverSentAsGaps() throws {
        let template = try MessageTemplate("Hi {{name}}, {{town|default:\"here\"}} {{name|upper}}")
        #expect(throws: TemplateProblem.missingField("name")) { try template.render(["name": " "]) }
        #expect(template.fields == ["name", "town"])
        #expect(template.requiredFields == ["name"])
    }

    @Test
    func longValuesAreBounded() throws {
        let template = try MessageTemplate("{{a}}")
        let long = String(repeating: "x", count: 1601)
        #expect(throws: TemplateProblem.renderedTooLong(limit: 1600)) { try template.render(["a": long]) }
    }

    /// Values of any kind come through as they are, so no value can act as a template.
    @Test(arguments: 0..<100)
    func valuesAreData(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let alphabet: [Character] = ["{", "}", "|", "\"", "a", ":", "\\", "ü", " ", "😀"]
        func noise() -> String {
            "x" + String((0..<12).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
        }
        let (first, second) = (noise(), noise())
        let text = try MessageTemplate("<{{a}}|{{b}}>").render(["a": first, "b": second])
        #expect(text == "<\(first)|\(second)>", "seed \(seed)")
        guard let wild = try? MessageTemplate(first) else { return }
        _ = try? wild.render(["a": second])
    }

    @Test
    func isStoredAsItsText() throws {
        let template = try MessageTemplate("Hi {{name}}")
        #expect(try JSONEncoder().encode([template]) == Data("[\"Hi {{name}}\"]".utf8))
        #expect(try decoded("[\"Hi {{name}}\"]") == [template])
        #expect(throws: DecodingError.self) { try decoded("[\"Hi {{name\"]") as [MessageTemplate] }
    }
}
