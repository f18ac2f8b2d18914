import ArgumentParser
import Foundation

/// Consent that whoever imports declares for rows that have no consent columns.
struct ConsentOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where the people consented, for rows without consent columns.", valueName: "text"))
    var consentSource: String?

    @Option(help: ArgumentHelp("The day of that consent.", valueName: "yyyy-mm-dd"))
    var consentDate: String?

    @Option(help: ArgumentHelp("What they agreed to, word for word.", valueName: "text"))
    var consentWording: String?

    @Option(help: ArgumentHelp("Who declares it (default: the user who runs this).", valueName: "name"))
    var by: String?

    func validate() throws {
        guard consentSource != nil || consentDate != nil || consentWording != nil else { return }
        if consentSource == nil { throw ValidationError("--consent-source is missing: say where the people consented") }
        if consentDate == nil {
            throw ValidationError("--consent-date is missing: say on which day the people consented")
        }
    }

    var query: [(String, String?)] {
        [
            ("consent_source", consentSource), ("consent_date", consentDate), ("consent_wording", consentWording),
            ("by", by ?? NSUserName()),
        ]
    }
}
