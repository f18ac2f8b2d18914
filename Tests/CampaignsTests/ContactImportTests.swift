import Campaigns
import Testing

@Suite
struct ContactImportTests {
    private func verdicts(_ text: String, declaration: ConsentRecord? = nil) throws -> [ImportVerdict] {
        var reader = CSVReader()
        let records = reader.feed(Array(text.utf8)) + reader.finish()
        var importer = try ContactImport(header: try #require(records.first), options: options(declaration))
        return records.dropFirst().map { importer.take($0) }
    }

    private func options(_ declaration: ConsentRecord? = nil) throws -> ContactImport.Options {
        ContactImport.Options(
            defaultRegion: "DE",
            declaration: declaration,
            user: "maria",
            now: try instant("2026-11-23T12:00:00Z"),
            zones: zones
        )
    }

    private func contact(_ verdict: ImportVerdict) throws -> ImportedContact {
        guard case .contact(let contact) = verdict else {
            Issue.record("expected a contact: \(verdict)")
            throw CancellationError()
        }
        return contact
    }

    private func problem(_ verdict: ImportVerdict) throws -> ImportProblem {
        guard case .problem(let problem) = verdict else {
            Issue.record("expected a problem: \(verdict)")
            throw CancellationError()
        }
        return problem
    }

    @Test
    func whatAConsentIsFor() throws {
        let hash = String(repeating: "0A", count: 32)
        let verdicts = try verdicts(
            """
            phone,consent_date,consent_source,Consent Scope,consent_country,consent_language,consent_proof_sha256,double_optin
            +4915112345678,2026-01-01,web,"Marketing, appointments",de,de-AT,\(hash),mail 7
            +4915112345679,2026-01-01,web,!,,,,
            +4915112345670,2026-01-01,web,,Germany,,,
            +4915112345671,2026-01-01,web,,,,abc,
            +4915112345672,,,marketing,,,,
            """
        )
        let consent = try #require(try contact(verdicts[0]).consent)
        #expect(consent.purpose?.words == ["appointments", "marketing"])
        #expect(consent.jurisdiction == "DE" && consent.locale == "de-AT" && consent.doubleOptIn == "mail 7")
        #expect(consent.evidenceSHA256 == hash.lowercased())
        let columns = try verdicts.dropFirst().map { try problem($0).column }
        #expect(columns == ["Consent Scope", "consent_country", "consent_proof_sha256", "consent_date"])
    }

    /// Nobody is lost for a zone: the prefix tells it then.
    @Test
    func aZoneThatNobodyKnowsIsLeftOutAndTold() throws {
        let contact = try contact(try verdicts("phone,time_zone\n0151 12345678,Europe/Atlantis")[0])
        #expect(contact.timeZone == nil)
        #expect(contact.warnings.count == 1)
        #expect(contact.warnings[0].hasPrefix("there is no time zone 'Europe/Atlantis'"))
        #expect(contact.warnings[0].hasSuffix("it was left out, and the number's prefix tells the zone"))
    }

    @Test
    func aPremiumNumberIsTold() throws {
        let contact = try contact(try verdicts("phone\n+499001234567")[0])
        #expect(contact.warnings.contains { $0.hasPrefix("the number is a premium one") }, "\(contact.warnings)")
    }

    @Test
    func aWholeRow() throws {
        let verdict = try verdicts(
            """
            Telefon;Name;E-Mail;Zeitzone;Sprache;Consent Date;consent-source;wording;Last visit
            0151 12345678;Anna Brandt;anna@example.org;Europe/Berlin;de;31.3.2026;reception;Yes, text me;May
            """
        )[0]
        let contact = try contact(verdict)
        #expect(contact.number.e164 == "+4915112345678")
        #expect(contact.name == "Anna Brandt")
        #expect(contact.email == "anna@example.org")
        #expect(contact.timeZone == "Europe/Berlin")
        #expect(contact.language == "de")
        #expect(contact.fields == ["last_visit": "May"])
        #expect(contact.line == 2)
        #expect(contact.warnings == [])
        #expect(
            contact.consent
                == ConsentRecord(
                    kind: .express,
                    source: "reception",
                    capturedAt: try instant("2026-03-31T00:00:00Z"),
                    wording: "Yes, text me",
                    capturedBy: "maria"
                )
        )
        #expect(contact.templateFields["first_name"] == "Anna")
    }

    @Test
    func badRowsAreToldAndGoodOnesGoIn() throws {
        let verdicts = try verdicts(
            """
            phone,name,tz,consent_date,consent_source,consent_kind
            4.47E+11,A,,,,
            0151 12345678,B,,,,
            +4915112345678,C,,,,
            ,D,,,,
            0151 12345677,E,Europe/Berlim,,,
            0151 12345679,F,,2026-01-01,,
            0151 12345679,G,,03/04/2026,web,
            0151 12345679,H,,2027-01-01,web,
            0151 12345679,I,,2026-01-01,web,maybe
            0151 12345679,"J
            0151 12345679,K,,2026-01-01 09:30,web,express written
            0151 12345680,L,,,,,,,
            """
        )
        let expected: [(Int, Int, String?)] = [
            (0, 2, "phone"), (3, 5, "phone"), (5, 7, "consent_source"), (6, 8, "consent_date"),
            (7, 9, "consent_date"), (8, 10, "consent_kind"), (9, 11, nil), (11, 13, nil),
        ]
        for (index, line, column) in expected {
            let problem = try problem(verdicts[index])
            #expect(problem.line == line)
            #expect(problem.column == column)
        }
        let first = try contact(verdicts[1])
        #expect(first.consent == nil)
        #expect(verdicts[2] == .duplicate(first.number, line: 4, firstLine: 3))
        #expect(try contact(verdicts[4]).timeZone == nil, "told, and no reason to lose the contact")
        let last = try contact(verdicts[10])
        #expect(last.consent?.kind == .expressWritten)
        #expect(last.consent?.capturedAt == (try instant("2026-01-01T09:30:00Z")))
    }

    @Test
    func aRowWithTooFewColumnsIsTold() throws {
        let verdicts = try verdicts("phone,name,town,\n+4915112345678,A\n+4915112345679,B,\n+4915112345670,C,D,\n")
        let problem = try problem(verdicts[0])
        #expect(problem.line == 2)
        #expect(problem.reason.contains("has 2 columns, the header has 4"))
        // The last column has no name.
        #expect(try contact(verdicts[1]).name == "B")
        #expect(try contact(verdicts[2]).name == "C")
    }

    @Test
    func aConsentMayHaveALastDay() throws {
        let verdicts = try verdicts(
            """
            phone,consent_date,consent_source,consent_until
            0151 12345678,2026-01-01,web,2026-12-31
            0151 12345679,2026-01-01,web,2026-12-31T10:00:00+01:00
            0151 12345670,2026-01-01,web,2025-12-31
            0151 12345671,2026-01-01,web,soon
            0151 12345672,,,2026-12-31
            """
        )
        // A day counts as a whole.
        #expect(try contact(verdicts[0]).consent?.expiresAt == (try instant("2027-01-01T00:00:00Z")))
        #expect(try contact(verdicts[1]).consent?.expiresAt == (try instant("2026-12-31T09:00:00Z")))
        #expect(try problem(verdicts[2]).column == "consent_until")
        #expect(try problem(verdicts[3]).reason.contains("'soon'"))
        #expect(try problem(verdicts[4]).column == "consent_date")
        #expect(try problem(verdicts[4]).number == "+4915112345672")
    }

    @Test
    func aDeclarationHoldsWhereTheRowSaysNothing() throws {
        let declared = ConsentRecord(
            kind: .transactional,
            source: "contract",
            capturedAt: Timestamp(seconds: 1),
            capturedBy: "maria"
        )
        let verdicts = try verdicts(
            "phone,consent_date,consent_source\n+4915112345678,,\n+4915112345679,2026-01-01,web\n",
            declaration: declared
        )
        #expect(try contact(verdicts[0]).consent == declared)
        #expect(try contact(verdicts[1]).consent?.source == "web")
    }

    @Test
    func oddRowsAreTakenWithAWarning() throws {
        let verdicts = try verdicts("phone,email\n+442079460958,nobody\n+15555550100,\n")
        #expect(try contact(verdicts[0]).warnings.count == 2)
        #expect(try contact(verdicts[0]).email == nil)
        #expect(try contact(verdicts[1]).warnings.count == 1)
    }

    @Test(arguments: ["name,town", "phone,mobile", "phone,a b,a_b", "\"x"])
    func badHeadersAreRefused(header: String) throws {
        var reader = CSVReader()
        let records = reader.feed(Array(header.utf8)) + reader.finish()
        let first = try #require(records.first)
        let options = try options()
        #expect(throws: ImportProblem.self) { try ContactImport(header: first, options: options) }
    }

    @Test
    func theExampleIsFlawless() throws {
        var reader = CSVReader()
        let records = reader.feed(try example("contacts.csv")) + reader.finish()
        var importer = try ContactImport(header: try #require(records.first), options: try options())
        let contacts = try records.dropFirst().map { try contact(importer.take($0)) }
        #expect(contacts.map(\.number.e164) == (1...40).map { "+\(491_511_234_000 + $0)" })
        #expect(contacts.count { $0.name == nil } == 1)
        #expect(contacts.allSatisfy { $0.consent != nil })
    }
}
