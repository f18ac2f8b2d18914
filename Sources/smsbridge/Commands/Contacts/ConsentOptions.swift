import ArgumentParser

/// Consent that whoever imports declares, by name, for rows that have no consent columns.
struct ConsentOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where the people consented, for rows without consent columns.", valueName: "text"))
    var consentSource: String?

    @Option(help: ArgumentHelp("The day of that consent.", valueName: "yyyy-mm-dd"))
    var consentDate: String?

    @Option(help: ArgumentHelp("What they agreed to, word for word.", valueName: "text"))
    var consentWording: String?

    @Option(help: ArgumentHelp("Its kind: express (default), expressWritten, implied, …", valueName: "kind"))
    var consentKind: String?

    @Option(help: ArgumentHelp("What proves it: a file's name, a folder of forms.", valueName: "text"))
    var consentEvidence: String?

    @Option(help: ArgumentHelp("The last day on which it counts.", valueName: "yyyy-mm-dd"))
    var consentExpires: String?

    @Option(help: ArgumentHelp("What it is for: categories or purposes (default: all).", valueName: "words"))
    var consentPurpose: String?

    @Option(help: ArgumentHelp("The country under whose law it was given: DE, US-FL.", valueName: "code"))
    var consentJurisdiction: String?

    @Option(help: ArgumentHelp("The language of the wording: de, pt-BR.", valueName: "language"))
    var consentLocale: String?

    @Option(help: ArgumentHelp("What proves that the people confirmed it themselves.", valueName: "text"))
    var consentDoubleOptIn: String?

    func validate() throws {
        let all = [
            consentSource, consentDate, consentWording, consentKind, consentEvidence, consentExpires, consentPurpose,
            consentJurisdiction, consentLocale, consentDoubleOptIn,
        ]
        guard all.contains(where: { $0 != nil }) else { return }
        if consentSource == nil { throw ValidationError("--consent-source is missing: say where the people consented") }
        if consentDate == nil {
            throw ValidationError("--consent-date is missing: say on which day the people consented")
        }
    }

    /// `by` is who imports and declares it.
    func query(by: String) -> [(String, String?)] {
        [
            ("consent_source", consentSource), ("consent_date", consentDate), ("consent_wording", consentWording),
            ("consent_kind", consentKind), ("consent_evidence", consentEvidence), ("consent_expires", consentExpires),
            ("consent_purpose", consentPurpose), ("consent_jurisdiction", consentJurisdiction),
            ("consent_locale", consentLocale), ("consent_double_opt_in", consentDoubleOptIn), ("by", by),
        ]
    }
}
