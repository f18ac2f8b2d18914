/// What the columns of a contact list mean, by the names in its first line.
public struct ContactHeader: Hashable, Sendable {
    public enum Column: Hashable, Sendable {
        case phone, name, firstName, lastName, email, timeZone, language
        case consentDate, consentSource, consentText, consentKind, consentEvidence, consentExpiry
        case consentPurpose, consentJurisdiction, consentLocale, consentEvidenceHash, consentDoubleOptIn
        /// A column of the operator's own, by the name that templates use.
        case field(String)
        /// A column without a name.
        case unnamed
    }

    /// The names as they stand in the file.
    public let names: [String]
    public let columns: [Column]
    /// Where each column stands.
    private let places: [Column: Int]

    /// Nothing but a missing phone column, or one that occurs twice, is refused.
    public init(_ names: [String], line: Int = 1) throws(ImportProblem) {
        self.names = names.map { $0.trimmingWhitespace() }
        var columns: [Column] = []
        for (index, name) in self.names.enumerated() {
            let column = Self.column(named: name)
            if column != .unnamed, columns.contains(column) {
                throw ImportProblem(
                    line: line,
                    column: name,
                    reason:
                        "means the same as '\(self.names[columns.firstIndex(of: column) ?? index])': remove one of them"
                )
            }
            columns.append(column)
        }
        guard columns.contains(.phone) else {
            throw ImportProblem(
                line: line,
                column: nil,
                reason: "no column holds the phone number: name one 'phone' (the columns are: "
                    + self.names.prefix(20).joined(separator: ", ") + ")"
            )
        }
        self.columns = columns
        places = Dictionary(columns.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    func place(of column: Column) -> Int? { places[column] }

    /// So many fields a record has at least: up to the last column with a name.
    var leastFields: Int { (columns.lastIndex { $0 != .unnamed } ?? 0) + 1 }

    private static func column(named name: String) -> Column {
        let key = MessageTemplate.fieldName(name)
        if key.isEmpty { return .unnamed }
        return aliases[key] ?? .field(key)
    }

    private static let aliases: [String: Column] = {
        let names: [(Column, [String])] = [
            (
                .phone,
                [
                    "phone", "phone_number", "phonenumber", "mobile", "mobile_phone", "mobile_number", "cell",
                    "cellphone", "cell_phone", "number", "msisdn", "tel", "telephone", "to", "sms", "telefon",
                    "telefonnummer", "handy", "handynummer", "mobil", "mobilnummer", "rufnummer", "téléphone",
                    "portable", "numéro", "numero", "teléfono", "telefono", "móvil", "movil", "celular", "telefone",
                    "cellulare", "telefoon", "telefoonnummer", "mobiel", "mobiele_nummer", "mobile_no", "cell_no",
                    "phone_no", "mobile_#", "cell_#", "phone_#", "numer", "numer_telefonu",
                ]
            ),
            (
                .name,
                ["name", "full_name", "fullname", "contact", "contact_name", "nom", "nombre", "nome", "naam", "imię"]
            ),
            (.firstName, ["first_name", "firstname", "given_name", "vorname", "prénom", "prenom", "voornaam"]),
            (.lastName, ["last_name", "lastname", "surname", "family_name", "nachname", "familienname", "achternaam"]),
            (.email, ["email", "e_mail", "mail", "email_address", "correo", "courriel"]),
            (.timeZone, ["timezone", "time_zone", "tz", "zeitzone", "zone"]),
            (.language, ["language", "lang", "locale", "sprache", "langue", "idioma", "lingua", "taal"]),
            (.consentDate, ["consent_date", "consent_at", "consented_at", "opt_in_date", "optin_date"]),
            (.consentSource, ["consent_source", "opt_in_source", "optin_source"]),
            (.consentText, ["consent_text", "consent_wording", "wording"]),
            (.consentKind, ["consent_kind", "consent_type"]),
            (.consentEvidence, ["consent_evidence", "consent_proof"]),
            (.consentExpiry, ["consent_expires", "consent_expiry", "consent_until", "consent_valid_until"]),
            (.consentPurpose, ["consent_purpose", "consent_scope", "consent_category"]),
            (.consentJurisdiction, ["consent_jurisdiction", "consent_country"]),
            (.consentLocale, ["consent_locale", "consent_language"]),
            (.consentEvidenceHash, ["consent_evidence_sha256", "consent_proof_sha256"]),
            (
                .consentDoubleOptIn,
                ["consent_double_opt_in", "consent_double_optin", "double_opt_in", "double_optin"]
            ),
        ]
        var map: [String: Column] = [:]
        for (column, keys) in names {
            for key in keys { map[key] = column }
        }
        return map
    }()
}
