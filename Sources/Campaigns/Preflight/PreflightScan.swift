import SMS

/// Renders every message of a campaign and counts what matters, row by row. It keeps figures and no rows: a million
/// contacts need no more memory than a thousand, but for the groups that a forecast is made from.
public struct PreflightScan {
    private struct GroupKey: Hashable {
        var clock: Int
        var segments: [UInt8]
        var step: Int
        /// In minutes.
        var due: Int64?
        /// Minutes from now, which are past.
        var earlier: [Int]
    }

    private struct CachedText {
        var text: String
        var preview: SegmentationPreview
        /// Segments that the GSM alphabet would save, and the characters that it has nothing for.
        var savable: Int
        var culprits: [ForeignCharacter]
    }

    private let definition: CampaignDefinition
    private let now: Timestamp
    private let words: OptOutWords
    private let sender: FoldedText?
    /// By clock.
    private var policies: [PreflightPolicy] = []
    /// Every text: each step has one, or each of its variants.
    private let slots: [(step: Int, text: MessageTemplate)]
    /// By step, where its texts begin among them.
    private let firstSlots: [Int]
    /// The characters of each template that are its own.
    private let literals: [String]
    private let fields: [[String]]
    private var groups: [GroupKey: Int] = [:]
    private var seenFields: Set<String> = []
    private var cache: [CachedText?]
    public private(set) var figures = PreflightFigures()

    private static let mostGroups = 20_000
    private static let mostFields = 1000
    /// More segments than this are refused.
    public static let mostSegments = 20

    public init(definition: CampaignDefinition, now: Timestamp, words: OptOutWords, senderName: String?) {
        self.definition = definition
        self.now = now
        self.words = words
        sender = senderName.map { FoldedText($0) }
        let slots = definition.steps.enumerated().flatMap { index, step in step.texts.map { (step: index, text: $0) } }
        self.slots = slots
        firstSlots = definition.steps.indices.map { index in slots.firstIndex { $0.step == index } ?? 0 }
        literals = slots.map(\.text.literals)
        fields = slots.map(\.text.fields)
        cache = Array(repeating: nil, count: slots.count)
        figures.steps = definition.steps.enumerated().flatMap { index, step in
            step.variants.isEmpty
                ? [TextFigures(step: index + 1)]
                : step.variants.indices.map { TextFigures(step: index + 1, variant: CampaignVariant.name($0)) }
        }
    }

    /// Makes the clocks known up to one, with the policy of each.
    public mutating func know(_ policy: PreflightPolicy, ofClock clock: Int) {
        while policies.count <= clock { policies.append(.standard(for: definition.category)) }
        policies[clock] = policy
    }

    /// Takes a row. Answers what is wrong with it.
    @discardableResult
    public mutating func take(_ row: PreflightRow) -> [RowProblem] {
        figures.rows += 1
        countConsent(row)
        var problems: [RowProblem] = []
        func report(_ kind: RowProblem.Kind, step: Int? = nil, _ reason: String) {
            let problem = RowProblem(
                kind: kind,
                line: row.line,
                number: row.number.e164,
                step: step.map { $0 + 1 },
                reason: reason
            )
            problems.append(problem)
        }
        if let exclusion = row.exclusion {
            switch exclusion {
            case .suppressed: figures.suppressed += 1
            case .noConsent:
                figures.withoutConsent += 1
                report(.noConsent, "no consent that counts is recorded: it gets nothing")
            case .weakConsent:
                countWeak(row, report)
            case .removed: figures.removed += 1
            case .busyElsewhere: figures.busyElsewhere += 1
            case .heldOut: figures.heldOut = (figures.heldOut ?? 0) + 1
            }
            keep(problems)
            return problems
        }
        figures.contacts += 1
        look(at: row, report)
        var segments = [UInt8](repeating: 0, count: definition.steps.count)
        var isFirst = row.step == 0
        steps: for step in definition.steps.indices.dropFirst(row.step) {
            switch look(at: step, isFirst: isFirst, of: row, report) {
            case .segments(let count):
                segments[step] = UInt8(min(count, 255))
                isFirst = false
            case .skipped: continue
            case .ends: break steps
            }
        }
        group(row, segments)
        keep(problems)
        return problems
    }

    private mutating func keep(_ problems: [RowProblem]) {
        for problem in problems {
            figures.problemCounts[problem.kind.rawValue, default: 0] += 1
            if figures.problems.count < PreflightFigures.mostProblems { figures.problems.append(problem) }
        }
    }

    /// Says what all rows together say. Nothing is taken after it.
    public mutating func finish() {
        for index in figures.steps.indices { figures.steps[index].finish() }
        figures.consent.lacks?.sort { ($1.texts, $0.what) < ($0.texts, $1.what) }
        guard figures.contacts > 0 else { return }
        let known = seenFields.sorted()
        for (slot, text) in slots.enumerated() {
            for field in text.text.requiredFields
            where !seenFields.contains(field) && definition.defaults[field] == nil && figures.steps[slot].texts == 0 {
                figures.unknownFields[field] = KeySuggestion.nearest(to: field, among: known) ?? ""
            }
        }
    }

    /// The contacts, in groups of whom the same holds.
    public var forecastGroups: [ForecastInput.Group] {
        groups.sorted { left, right in
            let (one, other) = (left.key, right.key)
            if one.clock != other.clock { return one.clock < other.clock }
            if one.step != other.step { return one.step < other.step }
            if one.due != other.due { return one.due ?? 0 < other.due ?? 0 }
            if one.earlier != other.earlier { return one.earlier.lexicographicallyPrecedes(other.earlier) }
            return one.segments.lexicographicallyPrecedes(other.segments)
        }
        .map { key, count in
            ForecastInput.Group(
                clock: key.clock,
                segments: key.segments,
                contacts: count,
                step: key.step,
                dueAt: key.due.map { Timestamp(milliseconds: $0 * 60_000) },
                earlier: key.earlier
            )
        }
    }

    // MARK: One row

    private mutating func countConsent(_ row: PreflightRow) {
        guard !row.consentKinds.isEmpty || row.consentAt != nil else { return }
        figures.consent.covered += 1
        for kind in row.consentKinds { figures.consent.kinds[kind.rawValue, default: 0] += 1 }
        guard let at = row.consentAt else { return }
        figures.consent.oldest = min(figures.consent.oldest ?? at, at)
        let age = policy(of: row).consentAge
        guard now - at > age.duration else { return }
        figures.consent.old += 1
        let others = "what their policies say"
        figures.consent.oldAfter = figures.consent.oldAfter.map { $0 == age.text ? $0 : others } ?? age.text
    }

    private mutating func countWeak(_ row: PreflightRow, _ report: (RowProblem.Kind, Int?, String) -> Void) {
        let lack = row.consentLack ?? policy(of: row).consent.lack
        figures.consent.weak += 1
        figures.consent.lacks = figures.consent.lacks ?? []
        figures.consent.lacks?.count(lack)
        report(.weakConsent, nil, lack)
    }

    private mutating func look(at row: PreflightRow, _ report: (RowProblem.Kind, Int?, String) -> Void) {
        if seenFields.count < Self.mostFields {
            for (name, value) in row.fields where !value.allSatisfy(\.isWhitespace) { seenFields.insert(name) }
        }
        if let facts = row.number.facts {
            if let region = facts.region, figures.numbers.regions.count < 300 {
                figures.numbers.regions[region, default: 0] += 1
            }
            if !facts.isValid {
                figures.numbers.invalid += 1
                report(.invalidNumber, nil, "the number lies in no range that is in use")
            } else if !facts.canLikelyReceiveTexts {
                figures.numbers.landline += 1
                report(.landline, nil, "the number is not a mobile one (\(facts.kind.rawValue))")
            }
        } else {
            figures.numbers.invalid += 1
            report(.invalidNumber, nil, "the number is not possible")
        }
        switch row.zone {
        case .known: break
        case .several: figures.severalZones += 1
        case .none:
            figures.withoutZone += 1
            report(.noZone, nil, "no time zone is known: the fallback counts")
        }
        let policy = policy(of: row)
        if !policy.name.isEmpty { figures.policies[policy.name] = policy.version }
        if row.consentLack != nil || (policy.consent.kinds != nil && !policy.consent.isMet(by: row.consentKinds)) {
            countWeak(row, report)
        } else if let at = row.consentAt, now - at > policy.consentAge.duration {
            report(.oldConsent, nil, "the consent is older than \(policy.consentAge.text)")
        }
    }

    private func policy(of row: PreflightRow) -> PreflightPolicy {
        policies.indices.contains(row.clock) ? policies[row.clock] : .standard(for: definition.category)
    }

    private enum Look {
        case segments(Int)
        /// The step cannot be sent, and the next one can.
        case skipped
        /// Nor can any after it.
        case ends
    }

    private var afterFailure: Look { definition.endsOnFailure ? .ends : .skipped }

    private var afterMissing: Look {
        switch definition.missing {
        case .block: afterFailure
        case .end: .ends
        case .skip: .skipped
        }
    }

    /// Renders one step's text. `isFirst` where nothing has been sent to the contact before.
    private mutating func look(
        at step: Int,
        isFirst: Bool,
        of row: PreflightRow,
        _ report: (RowProblem.Kind, Int?, String) -> Void
    ) -> Look {
        let policy = policy(of: row)
        let notice = OptOutNotice(policy.optOutText, isFirst: isFirst, words: words)
        let slot = firstSlots[step] + (definition.variant(ofStep: step, number: row.number.e164) ?? 0)
        let text: String
        do throws(TemplateProblem) {
            text = try definition.text(ofStep: step, for: row.number.e164, fields: row.fields, notice: notice)
        } catch {
            switch error {
            case .missingField(let name):
                figures.steps[slot].missing.count(name)
                report(.missingField, step, "the field “\(name)” is empty")
            case .badValue(let name, let expects):
                figures.steps[slot].missing.count(name)
                report(.missingField, step, "the field “\(name)” is not \(expects)")
            default:
                figures.steps[slot].tooLong += 1
                report(.tooLong, step, error.description)
            }
            return error.isAboutTheContact ? afterMissing : afterFailure
        }
        let counted = counted(text, slot)
        guard counted.preview.segments <= Self.mostSegments else {
            figures.steps[slot].tooLong += 1
            report(.tooLong, step, "the text needs \(counted.preview.segments) segments: at most \(Self.mostSegments)")
            return afterFailure
        }
        figures.steps[slot].add(text, counted.preview, of: row)
        figures.steps[slot].savable += counted.savable
        countCulprits(counted, slot)
        for host in TextInspection.hosts(in: text) { countLink(host, slot) }
        let values = fields[slot].map { row.fields[$0] ?? "" }
        for oddity in TextInspection.oddities(in: text, values: values) {
            figures.steps[slot].suspicious.count(oddity)
            report(.suspicious, step, oddity)
        }
        countNotices(text, slot, notice, policy, report)
        return .segments(counted.preview.segments)
    }

    /// Many contacts in a row often get the same text.
    private mutating func counted(_ text: String, _ slot: Int) -> CachedText {
        if let known = cache[slot], known.text == text { return known }
        let preview = Segmentation.preview(text)
        var counted = CachedText(text: text, preview: preview, savable: 0, culprits: preview.foreignCharacters)
        if preview.encoding == .ucs2 {
            let plain = Segmentation.preview(TextAlphabet.plain(text))
            if plain.encoding != .ucs2 {
                counted.savable = max(0, preview.segments - plain.segments)
            } else if definition.alphabet == .gsm {
                counted.culprits = plain.foreignCharacters
            }
        }
        cache[slot] = counted
        return counted
    }

    private mutating func countCulprits(_ counted: CachedText, _ slot: Int) {
        for foreign in counted.culprits {
            let character = String(foreign.character)
            if let index = figures.steps[slot].culprits.firstIndex(where: { $0.character == character }) {
                figures.steps[slot].culprits[index].texts += 1
            } else if figures.steps[slot].culprits.count < TextFigures.most {
                let isOwn = literals[slot].contains(foreign.character)
                figures.steps[slot].culprits.append(
                    TextFigures.Character(character: character, texts: 1, isInTemplate: isOwn)
                )
            }
        }
    }

    private mutating func countLink(_ host: String, _ slot: Int) {
        if let index = figures.steps[slot].links.firstIndex(where: { $0.host == host }) {
            figures.steps[slot].links[index].texts += 1
        } else if figures.steps[slot].links.count < TextFigures.most {
            let isShortener = TextInspection.isShortener(host)
            figures.steps[slot].links.append(TextFigures.Link(host: host, texts: 1, isShortener: isShortener))
        }
    }

    /// Whether the text says how to opt out, where it has to, and who writes.
    private mutating func countNotices(
        _ text: String,
        _ slot: Int,
        _ notice: OptOutNotice,
        _ policy: PreflightPolicy,
        _ report: (RowProblem.Kind, Int?, String) -> Void
    ) {
        let folded = FoldedText(text)
        if let sender, folded.position(of: sender) != nil {
            figures.steps[slot].withSender += 1
        } else if policy.identity == .every || (policy.identity == .first && slots[slot].step == 0) {
            figures.steps[slot].withoutSender = (figures.steps[slot].withoutSender ?? 0) + 1
            let who = policy.name.isEmpty ? "" : ", as the policy \(policy.name) asks"
            if sender != nil { report(.noSender, slots[slot].step, "the text does not name the sender\(who)") }
        }
        guard notice.isLacking(in: folded) else { return }
        figures.steps[slot].withoutOptOut += 1
        report(.noOptOutText, slots[slot].step, "the text does not say how to opt out")
    }

    private mutating func group(_ row: PreflightRow, _ segments: [UInt8]) {
        var key = GroupKey(
            clock: row.clock,
            segments: segments,
            step: row.step,
            due: row.dueAt.map { ($0.milliseconds + 59_999) / 60_000 },
            earlier: row.earlier.map(minutes(of:))
        )
        if groups[key] == nil, groups.count >= Self.mostGroups {
            // Rather too slow a forecast than too much memory.
            key.segments = segments.map { $0 == 0 ? 0 : max($0, 4) }
            key.due = nil
            key.earlier = key.earlier.last.map { [$0 / 1440 * 1440] } ?? []
        }
        groups[key, default: 0] += 1
    }

    /// In steps of ten minutes, and of an hour after the first, so that groups are few; rather too young than too old.
    private func minutes(of time: Timestamp) -> Int {
        let age = max(0, Int((now - time).components.seconds / 60))
        return age < 60 ? -(age / 10 * 10) : -(age / 60 * 60)
    }
}
