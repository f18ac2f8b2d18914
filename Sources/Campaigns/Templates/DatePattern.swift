/// How a date is written, as in `EEE d MMM`: letters stand for parts of it (Unicode TR 35), everything else for itself;
/// between apostrophes letters do, too. Digits are always 0 to 9.
struct DatePattern: Hashable, Sendable {
    private enum Piece: Hashable {
        case literal(String)
        case field(Character, count: Int)
    }

    let source: String
    private let pieces: [Piece]

    /// What may stand in a pattern, for people.
    static let known = "d, dd, M, MM, MMM, MMMM, yy, yyyy, EEE, EEEE, H, HH, h, hh, mm, a"

    /// Whether it writes the time of day, so that a date alone is not enough.
    var wantsTime: Bool {
        pieces.contains { piece in
            guard case .field(let letter, _) = piece else { return false }
            return "Hhma".contains(letter)
        }
    }
    private static let fields: [Character: Set<Int>] = [
        "d": [1, 2], "M": [1, 2, 3, 4], "y": [2, 4], "E": [3, 4], "H": [1, 2], "h": [1, 2], "m": [2], "a": [1],
    ]

    /// Nil for letters that stand for nothing.
    init?(_ source: String) {
        guard !source.isEmpty, source.count <= 64 else { return nil }
        self.source = source
        var pieces: [Piece] = []
        var rest = source[...]
        while let first = rest.first {
            if first == "'" {
                guard let literal = Self.quoted(&rest) else { return nil }
                pieces.append(.literal(literal))
            } else if first.isASCII, first.isLetter {
                let run = rest.prefix { $0 == first }
                guard Self.fields[first]?.contains(run.count) == true else { return nil }
                pieces.append(.field(first, count: run.count))
                rest = rest.dropFirst(run.count)
            } else {
                pieces.append(.literal(String(first)))
                rest.removeFirst()
            }
        }
        self.pieces = pieces
    }

    /// What stands between apostrophes, of which two stand for one. Nil where the last is missing.
    private static func quoted(_ rest: inout Substring) -> String? {
        rest.removeFirst()
        var text = ""
        while let end = rest.firstIndex(of: "'") {
            text += rest[..<end]
            rest = rest[rest.index(after: end)...]
            guard rest.first == "'" else { return text.isEmpty ? "'" : text }
            text += "'"
            rest.removeFirst()
        }
        return nil
    }

    /// Nil for what is no date. Takes `2026-12-08`, `8.12.2026`, and a time of day behind it; a zone behind that is left
    /// aside, since the time is the one on the wall. Where the pattern asks for a time, the value needs one.
    func write(_ value: String, language: String?) -> String? {
        guard let (date, minute) = Self.read(value) else { return nil }
        let names = DateNames.of(language)
        var text = ""
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .field(let letter, let count):
                guard let part = Self.part(letter, count, date, minute, names) else { return nil }
                text += part
            }
        }
        return text
    }

    private static func part(
        _ letter: Character,
        _ count: Int,
        _ date: CivilDate,
        _ minute: Int?,
        _ names: DateNames
    ) -> String? {
        func number(_ value: Int) -> String { padded(value, to: count) }
        switch letter {
        case "d": return number(date.day)
        case "M" where count <= 2: return number(date.month)
        case "M": return count == 3 ? names.shortMonths[date.month - 1] : names.months[date.month - 1]
        case "y": return count == 2 ? padded(date.year % 100, to: 2) : padded(date.year, to: 4)
        case "E": return count == 3 ? names.shortDays[date.weekday.index] : names.days[date.weekday.index]
        case "H": return minute.map { number($0 / 60) }
        case "h": return minute.map { number(($0 / 60 + 11) % 12 + 1) }
        case "m": return minute.map { number($0 % 60) }
        case "a": return minute.map { $0 < 720 ? "AM" : "PM" }
        default: return nil
        }
    }

    private static func read(_ value: String) -> (date: CivilDate, minute: Int?)? {
        let words = value.trimmingWhitespace().split { $0 == " " || $0 == "T" || $0 == "," }
        guard let first = words.first, words.count <= 2, let date = CivilDate(first) ?? dotted(first) else {
            return nil
        }
        guard words.count == 2 else { return (date, nil) }
        // What follows the seconds is a zone.
        let clock = words[1].prefix { $0.isASCIIDigit || $0 == ":" }
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[1].count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        return (date, hour * 60 + minute)
    }

    private static func dotted(_ text: Substring) -> CivilDate? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].count == 4, parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
            let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2])
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }
}

/// Names of days and months in some languages; English for all others.
struct DateNames {
    let days: [String]
    let shortDays: [String]
    let months: [String]
    let shortMonths: [String]

    private init(_ days: String, _ shortDays: String, _ months: String, _ shortMonths: String) {
        self.days = days.split(separator: " ").map { String($0) }
        self.shortDays = shortDays.split(separator: " ").map { String($0) }
        self.months = months.split(separator: " ").map { String($0) }
        self.shortMonths = shortMonths.split(separator: " ").map { String($0) }
    }

    /// `language` as in BCP 47: `de`, `pt-BR`.
    static func of(_ language: String?) -> DateNames {
        let code = language?.prefix { $0 != "-" && $0 != "_" }.lowercased() ?? "en"
        return known[code] ?? english
    }

    private static let english = DateNames(
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "Mon Tue Wed Thu Fri Sat Sun",
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    )

    private static let known: [String: DateNames] = [
        "de": DateNames(
            "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
            "Mo. Di. Mi. Do. Fr. Sa. So.",
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."
        ),
        "fr": DateNames(
            "lundi mardi mercredi jeudi vendredi samedi dimanche",
            "lun. mar. mer. jeu. ven. sam. dim.",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."
        ),
        "es": DateNames(
            "lunes martes miércoles jueves viernes sábado domingo",
            "lun mar mié jue vie sáb dom",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "ene feb mar abr may jun jul ago sept oct nov dic"
        ),
        "it": DateNames(
            "lunedì martedì mercoledì giovedì venerdì sabato domenica",
            "lun mar mer gio ven sab dom",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "gen feb mar apr mag giu lug ago set ott nov dic"
        ),
        "nl": DateNames(
            "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
            "ma di wo do vr za zo",
            "januari februari maart april mei juni juli augustus september oktober november december",
            "jan feb mrt apr mei jun jul aug sep okt nov dec"
        ),
        "pt": DateNames(
            "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
            "seg ter qua qui sex sáb dom",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            "jan fev mar abr mai jun jul ago set out nov dez"
        ),
    ]
}
