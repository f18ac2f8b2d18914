import Campaigns
import Yams

/// Reads opt-out words of one's own: by language, then by class.
enum KeywordReader {
    private static let mostWords = 50

    static func read(_ value: YAMLValue) -> [KeywordPack] {
        languages(value, expected: "languages with their words").map { language, words in
            var pack = KeywordPack(language: language, stop: [])
            guard let section = words.section(["stop", "start", "help"]) else { return pack }
            pack.stop = read(section["stop"], as: .stop)
            pack.start = read(section["start"], as: .start)
            pack.help = read(section["help"], as: .help)
            return pack
        }
    }

    /// What stands below each language, in the order of the file.
    static func languages(_ value: YAMLValue, expected: String) -> [(language: String, value: YAMLValue)] {
        guard let mapping = value.node.mapping else {
            value.report(expected: expected)
            return []
        }
        let names = mapping.compactMap { $0.key.string }
        let isLanguage = { (name: String) in name.utf8.count == 2 && name.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        }
        guard names.count == mapping.count, names.count <= 50, names.allSatisfy(isLanguage),
            let section = value.section(names)
        else {
            value.report(expected: "languages as two letters of ISO 639-1, such as fr")
            return []
        }
        return names.compactMap { name in section[name].map { (name, $0) } }
    }

    private static func read(_ value: YAMLValue?, as kind: Keyword.Class) -> [String] {
        let items = value?.items(expected: "a list of words", limit: mostWords) ?? []
        return items.compactMap { item in
            guard let word = item.scalar else {
                item.report(expected: "a word")
                return nil
            }
            guard let problem = KeywordPack.problem(with: word, as: kind) else { return word }
            item.report(expected: "a word of \(kind.rawValue)", found: problem)
            return nil
        }
    }
}

/// Reads texts in the place of those that the gateway itself answers with, by language.
enum ConfirmationReader {
    static func read(_ value: YAMLValue, into texts: inout ConfirmationTexts, words: OptOutWords) {
        let hasContact = texts.helpContact != nil
        for (language, own) in KeywordReader.languages(value, expected: "languages with their texts") {
            guard let section = own.section(ConfirmationTexts.Kind.allCases.map(\.rawValue)) else { continue }
            var replaced: [ConfirmationTexts.Kind: MessageTemplate] = [:]
            for kind in ConfirmationTexts.Kind.allCases {
                guard let value = section[kind.rawValue], let text = value.text(limit: 2000) else { continue }
                let expected = "a text such as \"{{sender}}: write STOP to get no more messages.\""
                do throws(TemplateProblem) {
                    let template = try MessageTemplate(text)
                    let problem = ConfirmationTexts.problem(
                        with: template,
                        as: kind,
                        words: words,
                        hasContact: hasContact
                    )
                    if let problem {
                        value.report(expected: expected, found: problem)
                    } else {
                        replaced[kind] = template
                    }
                } catch {
                    value.report(expected: expected, found: error.description)
                }
            }
            texts.replace(replaced, of: language)
        }
    }
}
