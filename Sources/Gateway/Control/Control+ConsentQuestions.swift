public import Campaigns
public import Storage

extension Control {
    /// Asks people whether they want messages. Each is told apart: nobody who opted out is asked.
    public func ask(_ questions: [NewConsentQuestion]) async throws(ControlProblem) -> [ConsentQuestionView] {
        for text in Set(questions.map(\.text)).sorted() where !core.store.words.namesAgreement(in: text) {
            throw .invalid(
                field: "text",
                reason: "it names no word by which people agree: end it for example with \"Reply YES to agree.\""
            )
        }
        let views = try await stored { () async throws(StorageError) in
            try await core.store.ask(questions, at: now)
        }
        core.bells.queue.ring()
        return views
    }

    /// Questions behind an id, of one number or of all.
    public func consentQuestions(
        of number: PhoneNumber?,
        after id: Int64,
        limit: Int
    ) async throws(ControlProblem) -> [ConsentQuestionView] {
        try await stored { () async throws(StorageError) in
            try await core.store.consentQuestions(of: number, after: id, limit: limit, at: now)
        }
    }
}
