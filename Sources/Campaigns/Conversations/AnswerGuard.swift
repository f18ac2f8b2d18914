/// Judges an answer of an agent before it is queued: the same for rules, webhooks and models, and outside of them.
public struct AnswerGuard: Hashable, Sendable {
    public var settings: GuardSettings

    public init(_ settings: GuardSettings) {
        self.settings = settings
    }

    /// What keeps the answer from leaving; `nil`: nothing does. `segments` is what the answer needs.
    public func trip(answer: String, segments: Int, after history: AnswerHistory, at: Timestamp) -> GuardTrip? {
        if history.lastHour >= settings.perHour { return .hourlyBudget(settings.perHour) }
        if history.lastDay >= settings.perDay { return .dailyBudget(settings.perDay) }
        if let trip = loop(answer: answer, after: history, at: at) { return trip }
        if segments > settings.segments { return .tooLong(segments: segments, most: settings.segments) }
        return nil
    }

    static let sameAnswers = 3
    static let sameTexts = 3
    /// Of a word or two, such as “ok”.
    static let sameShortTexts = 6
    static let similarTurns = 4
    static let similarity = 0.9
    static let echoes = 2
    static let quickReplies = 3
    static let quick: Duration = .seconds(5)
    /// The same words an hour later are a new question.
    static let memory: Duration = .seconds(3600)

    private func loop(answer: String, after history: AnswerHistory, at: Timestamp) -> GuardTrip? {
        let ours = [ComparedText(answer)] + lately(history.answers, at: at).map { ComparedText($0.text) }
        let theirs = lately(history.received, at: at).map { ComparedText($0.text) }
        if Self.repeats(ours, Self.sameAnswers) { return .sameAnswer(times: Self.sameAnswers) }
        let most = (theirs.first?.words ?? 0) < ComparedText.manyWords ? Self.sameShortTexts : Self.sameTexts
        if Self.repeats(theirs, most) { return .sameText(times: most) }
        for side in [ours, theirs] where Self.resemble(side, Self.similarTurns) {
            return .similar(turns: Self.similarTurns)
        }
        if isEcho(theirs, of: Array(ours.dropFirst())) { return .echo(times: Self.echoes) }
        if isPingPong(history) { return .pingPong(times: Self.quickReplies) }
        return nil
    }

    private func lately(_ entries: [AnswerHistory.Entry], at: Timestamp) -> [AnswerHistory.Entry] {
        entries.filter { at - $0.at < Self.memory }
    }

    private static func repeats(_ texts: [ComparedText], _ times: Int) -> Bool {
        guard texts.count >= times, let newest = texts.first else { return false }
        return texts.prefix(times).allSatisfy { $0.isSame(as: newest) }
    }

    private static func resemble(_ texts: [ComparedText], _ turns: Int) -> Bool {
        let last = texts.prefix(turns)
        guard last.count == turns, last.allSatisfy({ $0.words >= ComparedText.manyWords }) else { return false }
        return zip(last, last.dropFirst()).allSatisfy { $0.similarity(to: $1) >= similarity }
    }

    /// Each of their last texts is what we had said just before.
    private func isEcho(_ theirs: [ComparedText], of ours: [ComparedText]) -> Bool {
        guard theirs.count >= Self.echoes, ours.count >= Self.echoes else { return false }
        return zip(theirs, ours).prefix(Self.echoes).allSatisfy { $0.similarity(to: $1) >= Self.similarity }
    }

    private func isPingPong(_ history: AnswerHistory) -> Bool {
        let last = history.received.prefix(Self.quickReplies)
        guard last.count == Self.quickReplies else { return false }
        return last.allSatisfy { reply in
            guard let before = history.answers.first(where: { $0.at <= reply.at }) else { return false }
            return reply.at - before.at < Self.quick
        }
    }
}
