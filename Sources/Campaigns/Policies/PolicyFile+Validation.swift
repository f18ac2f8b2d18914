extension PolicyFile {
    /// Checks the whole file, and reports all that is wrong at once.
    public func validate() throws(CampaignProblems) -> Policy {
        var checker = PolicyChecker()
        let policy = checker.policy(of: self)
        guard let policy, checker.problems.isEmpty else { throw CampaignProblems(checker.problems) }
        return policy
    }
}

private struct PolicyChecker {
    var problems: [CampaignProblem] = []

    /// Holidays that come every year are written out for these.
    private static let years = 2026...2065
    private static let mostHolidays = SendingWindow.maximumExclusions / years.count

    mutating func policy(of file: PolicyFile) -> Policy? {
        let name = file.name?.trimmingWhitespace() ?? ""
        let letters = name.allSatisfy { $0.isLowercase && $0.isASCII || $0.isASCIIDigit || $0 == "-" }
        if name.isEmpty {
            report("name", "is missing")
        } else if !letters || name.count > 40 || name == PolicyShelf.none {
            report("name", "cannot be '\(name.prefix(40))': 1 to 40 small letters, digits and hyphens, and not none")
        }
        let version = file.version ?? 0
        if version < 1 { report("version", file.version == nil ? "is missing: write 1" : "must be 1 or more") }
        if file.note?.trimmingWhitespace().isEmpty ?? true {
            report("note", "is missing: say where the rules come from, and that they are no legal advice")
        }
        let base = rules(file.whole, over: nil, path: "")
        let files = file.parts ?? []
        if files.count > 200 { report("parts", "are more than 200") }
        var parts: [Policy.Part] = []
        for (index, part) in files.prefix(200).enumerated() {
            let path = "parts[\(index)]."
            let named = part.name?.trimmingWhitespace() ?? ""
            if named.isEmpty { report(path + "name", "is missing") }
            if part.prefixes == nil { report(path + "prefixes", "is missing: which numbers the part is for") }
            let rules = rules(part, over: file.whole, path: path)
            let prefixes = prefixes(part, path: path)
            if let base, let rules {
                parts.append(Policy.Part(name: named, prefixes: prefixes, rules: merged(rules, part, over: base)))
            }
        }
        let prefixes = prefixes(file.whole, path: "")
        guard let base else { return nil }
        return Policy(
            name: name,
            title: file.title?.trimmingWhitespace() ?? name,
            version: version,
            note: file.note?.trimmingWhitespace() ?? "",
            prefixes: prefixes,
            rules: base,
            parts: parts
        )
    }

    private mutating func report(_ key: String, _ reason: String) {
        problems.append(CampaignProblem(key: key, reason: reason))
    }

    /// What a part does not name is that of the whole.
    private func merged(_ rules: PolicyRules, _ part: PolicyFile.Part, over base: PolicyRules) -> PolicyRules {
        PolicyRules(
            categories: part.categories == nil ? base.categories : rules.categories,
            window: part.quiet == nil && part.except == nil ? base.window : rules.window,
            caps: part.caps == nil ? base.caps : rules.caps,
            consent: part.consent == nil ? base.consent : rules.consent,
            consentAge: rules.consentAge ?? base.consentAge,
            oldConsent: part.oldConsent == nil ? base.oldConsent : rules.oldConsent,
            doubleOptIn: part.doubleOptIn ?? base.doubleOptIn,
            optOutText: part.optOutText == nil ? base.optOutText : rules.optOutText,
            identity: rules.identity ?? base.identity,
            confirmationMinutes: part.confirmationMinutes ?? base.confirmationMinutes
        )
    }

    private mutating func rules(_ file: PolicyFile.Part, over whole: PolicyFile.Part?, path: String) -> PolicyRules? {
        let count = problems.count
        var rules = PolicyRules()
        if let categories = file.categories {
            rules.categories = choices(categories, CampaignCategory.self, key: path + "categories")
        }
        // A part may name quiet hours and keep the days, or the other way round.
        rules.window = window(
            file.quiet ?? whole?.quiet,
            except: file.except ?? whole?.except,
            path: path
        )
        rules.caps = caps(file.caps, key: path + "caps")
        rules.consent = consent(file.consent, key: path + "consent")
        if let text = file.consentAge {
            rules.consentAge = AgeLimit(text)
            if rules.consentAge == nil {
                report(
                    path + "consent_age",
                    "cannot read '\(text.prefix(40))': expected something like \"18 months\", at most 20 years"
                )
            }
        }
        if let text = file.oldConsent {
            let found = choices(TextList([text]), PolicyRules.OldConsent.self, key: path + "old_consent")
            rules.oldConsent = found.first ?? .warn
            if file.consentAge == nil, whole?.consentAge == nil {
                report(path + "old_consent", "says nothing without consent_age")
            }
        }
        rules.doubleOptIn = file.doubleOptIn ?? false
        if let text = file.identity {
            rules.identity = choices(TextList([text]), PolicyRules.Identity.self, key: path + "identity").first
        }
        if let text = file.optOutText {
            let found = choices(TextList([text]), PolicyRules.OptOutText.self, key: path + "opt_out_text")
            rules.optOutText = found.first ?? .none
        }
        if let minutes = file.confirmationMinutes, !(1...1440).contains(minutes) {
            report(path + "confirmation_minutes", "must be 1 to 1440")
        }
        rules.confirmationMinutes = file.confirmationMinutes
        return problems.count == count ? rules : nil
    }

    private mutating func prefixes(_ file: PolicyFile.Part, path: String) -> [String] {
        let texts = file.prefixes?.texts ?? []
        for (index, text) in texts.enumerated() {
            let digits = text.dropFirst()
            if text.first != "+" || digits.count > 12 || !digits.allSatisfy(\.isASCIIDigit) {
                report(
                    path + "prefixes[\(index)]",
                    "'\(text.prefix(40))' begins no number: write + and digits, such as \"+49\""
                )
            }
        }
        if texts.count > 2000 { report(path + "prefixes", "are more than 2000") }
        return texts
    }

    private mutating func choices<Choice>(_ list: TextList, _ type: Choice.Type, key: String) -> [Choice]
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        return list.texts.compactMap { text in
            if let choice = Choice(rawValue: text.lowercased()) { return choice }
            let hint = KeySuggestion.nearest(to: text, among: names).map { ": did you mean '\($0)'?" } ?? ""
            report(key, "cannot be '\(text.prefix(40))'\(hint) (expected one of \(names.joined(separator: ", ")))")
            return nil
        }
    }

    private mutating func consent(_ list: TextList?, key: String) -> [ConsentKind] {
        (list?.texts ?? []).enumerated().compactMap { index, text in
            if let kind = ConsentKind(text: text) { return kind }
            let known = ConsentKind.allCases.map(\.rawValue).joined(separator: ", ")
            report("\(key)[\(index)]", "'\(text.prefix(40))' is no kind of consent: expected one of \(known)")
            return nil
        }
    }

    private mutating func caps(_ list: TextList?, key: String) -> [SlidingLimit] {
        (list?.texts ?? []).enumerated().compactMap { index, text in
            if let cap = SlidingLimit(cap: text) { return cap }
            report(
                "\(key)[\(index)]",
                "cannot read '\(text.prefix(40))': expected something like \"3 in 24 hours\", at most 1000 and 366 days"
            )
            return nil
        }
    }

    private mutating func window(
        _ quiet: [PolicyFile.Quiet]?,
        except: TextList?,
        path: String
    ) -> SendingWindow? {
        guard quiet != nil || except != nil else { return nil }
        var spans: [WindowSpan] = []
        for (index, hours) in (quiet ?? []).enumerated() {
            let key = path + "quiet[\(index)]"
            guard let text = hours.hours else {
                report(key + ".hours", "is missing: write for example \"21:00-08:00\"")
                continue
            }
            do throws(WindowProblem) {
                spans += try SendingWindow.spans(days: hours.days?.joined ?? "daily", hours: text.joined)
            } catch {
                report(key + (error.concernsDays ? ".days" : ".hours"), error.description)
            }
        }
        guard let open = WindowSpan.outside(spans) else {
            report(path + "quiet", "leaves no hour of the week: nothing would ever be sent")
            return nil
        }
        let days = holidays(except, key: path + "except")
        guard let window = SendingWindow(spans: open, exclusions: days) else {
            report(path + "quiet", "has too many hours or excluded days")
            return nil
        }
        return window
    }

    private mutating func holidays(_ list: TextList?, key: String) -> [CivilDate] {
        let texts = list?.texts ?? []
        if texts.count > Self.mostHolidays { report(key, "are more than \(Self.mostHolidays)") }
        return texts.prefix(Self.mostHolidays).enumerated().flatMap { index, text -> [CivilDate] in
            if let holiday = Holiday(text) { return holiday.dates(in: Self.years) }
            report(
                "\(key)[\(index)]",
                "'\(text.prefix(40))' is no day: expected 12-25 (every year), 2026-12-24, or easter+1"
            )
            return []
        }
    }
}

extension SlidingLimit {
    /// Reads `3 in 24 hours`.
    init?(cap text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count >= 3, words[1].lowercased() == "in", let count = Int(words[0]), (1...1000).contains(count)
        else { return nil }
        switch CampaignDelay(words.dropFirst(2).joined(separator: " ")) {
        case .minutes(let minutes)? where minutes > 0: self.init(count: count, seconds: Int64(minutes) * 60)
        case .days(let days)? where days > 0: self.init(count: count, seconds: Int64(days) * Self.day)
        default: return nil
        }
    }
}

extension WindowSpan {
    /// The hours of the week outside of these; nil where none is left.
    static func outside(_ spans: [WindowSpan]) -> [WindowSpan]? {
        var isQuiet = [Bool](repeating: false, count: 7 * 1440)
        for span in spans {
            for day in Weekday.allCases where span.weekdays.contains(day) {
                let start = day.index * 1440 + span.startMinute
                let length = span.endMinute - span.startMinute + (span.crossesMidnight ? 1440 : 0)
                for minute in start..<start + length { isQuiet[minute % isQuiet.count] = true }
            }
        }
        // The same hours on several days are one span.
        var order: [Range<Int>] = []
        var days: [Range<Int>: Weekdays] = [:]
        for day in Weekday.allCases {
            var minute = 0
            while minute < 1440 {
                let start = minute
                let quiet = isQuiet[day.index * 1440 + minute]
                while minute < 1440, isQuiet[day.index * 1440 + minute] == quiet { minute += 1 }
                guard !quiet else { continue }
                if days[start..<minute] == nil { order.append(start..<minute) }
                days[start..<minute, default: []].formUnion(Weekdays([day]))
            }
        }
        let open = order.compactMap { hours in
            WindowSpan(weekdays: days[hours] ?? [], startMinute: hours.lowerBound, endMinute: hours.upperBound)
        }
        return open.isEmpty ? nil : open
    }
}
