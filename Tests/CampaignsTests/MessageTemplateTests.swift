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

    static let formats: [(String, String, String?)] = [
        (#"{{x|title}}"#, "ANNA-MARIA o'neil", "Anna-Maria O'Neil"), (#"{{x|number}}"#, "1234.5", "1234.50"),
        (#"{{x|number:2}}"#, "0.005", "0.01"), (#"{{x|number:"2,"}}"#, "19,9", "19,90"),
        (#"{{x|number:0}}"#, "2.5", "3"),
        (#"{{x|number:2}}"#, "-0.001", "0.00"), (#"{{x|number:1}}"#, "-7", "-7.0"), (#"{{x|number:2}}"#, "12 EUR", nil),
        (#"{{x|number:2}}"#, "1.234,50", nil), (#"{{x|number:2}}"#, "99999999999999", nil),
        (#"{{x|date:"EEE d MMM"}}"#, "2026-12-08", "Tue 8 Dec"),
        (#"{{x|date:"EEEE, d MMMM yyyy, H:mm"}}"#, "2026-12-08 09:05", "Tuesday, 8 December 2026, 9:05"),
        (#"{{x|date:"dd.MM.yy HH:mm"}}"#, "2026-12-08T09:05:00+01:00", "08.12.26 09:05"),
        (#"{{x|date:"h:mm a"}}"#, "2026-12-08 00:30", "12:30 AM"),
        (#"{{x|date:"hh:mm a"}}"#, "2026-12-08 13:30", "01:30 PM"),
        (#"{{x|date:"d MMM 'at' H 'o''clock'"}}"#, "8.12.2026, 9:00", "8 Dec at 9 o'clock"),
        (#"{{x|date:"H:mm"}}"#, "2026-12-08", nil), (#"{{x|date:"d MMM"}}"#, "Tue 8 Dec", nil),
        (#"{{x|date:"d MMM"}}"#, "2026-02-30", nil), (#"{{x|date:"d MMM"|default:"soon"}}"#, " ", "soon"),
    ]

    @Test(arguments: formats)
    func numbersDatesAndTitles(source: String, value: String, expected: String?) throws {
        let template = try MessageTemplate(source)
        let written = try? template.render(["x": value])
        #expect(written == expected)
        if expected == nil {
            let problem = #expect(throws: TemplateProblem.self) { try template.render(["x": value]) }
            #expect(problem?.description.hasPrefix("the field 'x' is not a ") == true, "\(problem?.description ?? "")")
        }
    }

    @Test(arguments: [
        ("de", "Di. 8 Dez."), ("fr-CA", "mar. 8 déc."), ("ES", "mar 8 dic"), ("it", "mar 8 dic"), ("nl", "di 8 dec"),
        ("pt-BR", "ter 8 dez"), ("sw", "Tue 8 Dec"), ("", "Tue 8 Dec"),
    ])
    func namesOfDaysAreThoseOfTheRecipient(language: String, expected: String) throws {
        let template = try MessageTemplate(#"{{x|date:"EEE d MMM"}}"#)
        #expect(try template.render(["x": "2026-12-08", "language": language]) == expected)
    }

    @Test(arguments: [
        #"{{x|date}}"#, #"{{x|date:"q"}}"#, #"{{x|date:"ddd"}}"#, #"{{x|date:"d 'x"}}"#, #"{{x|number:9}}"#,
        #"{{x|number:x}}"#,
        #"{{x|title:1}}"#,
    ])
    func badArgumentsAreToldWithAnExample(source: String) {
        #expect(throws: TemplateProblem.self) { try MessageTemplate(source) }
    }

    @Test func everyFaultIsToldAtOnce() {
        let source = "Hi {{na me!}} {{|upper}} {{visit|uper|default:x}} {{ok|upper}} {{open"
        #expect(
            MessageTemplate.problems(of: source) == [
                .badField("na_me!", position: 6), .emptyField(position: 17), .unknownFilter("uper", position: 34),
                .badDefault(position: 39), .unclosed(position: 64),
            ]
        )
        #expect(MessageTemplate.problems(of: "Hi {{name}}").isEmpty)
        #expect(MessageTemplate.problems(of: " ") == [.empty])
    }
}
