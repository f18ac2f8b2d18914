import Foundation
import Storage
import Subprocess
import Testing

@testable import smsbridge

@Suite("A contact list that has everything wrong with it", .timeLimit(.minutes(1)))
struct ContactListTests {
    /// As a spreadsheet in Germany writes it: with a byte order mark, semicolons, CRLF, and damage.
    private static let rows = [
        "Telefon;Vorname;Nachname;E-Mail;Ort;Consent Date;Consent Source;Consent until",
        "0151 12345601;Anna;Brandt;anna@example.org;\"Lindau;\r\n\"\"See\"\"\";2026-01-15;web form;",
        "4,47E+11;Ben;Klein;;Bonn;2026-01-15;web form;",
        "+49 151/12345601;Again;Anna;;Bonn;2026-01-15;web form;",
        "030 12345678;Cora;Land;;Berlin;2026-01-15;web form;",
        "0151 12345609;Dora;Stop;;Kiel;2026-01-15;web form;",
        "0151 12345610;;;;Kiel;2026-01-15;web form;",
        "15112345611;Emil;Null;;Kiel;2026-01-15;web form;",
        "0151 12345612;Fritz;Kurz",
        "0151 12345613;Gerd;Post;nobody;Kiel;;;",
        "=1+1;Hedda;Formel;;Kiel;;;",
        "0151 12345615;Ida;Datum;;Kiel;01/02/2026;web form;",
        "0151 12345616;Jan;Alt;;Kiel;2025-01-15;web form;2025-12-31",
        "0151 12345617;\"Karl;Offen;;Kiel;;;",
        "'0151 12345618;Lea;Strich;;Kiel;2026-01-15;web form;",
    ]
    private static let list = "\u{FEFF}" + rows.joined(separator: "\r\n") + "\r\n"

    private static let header = "line,number,verdict,column,reason,warnings,consent"

    /// What must be said of each row, exactly. `new` and `known` are verdicts of a first and a second import.
    private static func report(_ known: String) -> [String] {
        [
            header,
            "2,+4915112345601,\(known),,,,yes",
            "4,\"4,47E+11\",rejected,Telefon,\"'4,47E+11' was rounded by a spreadsheet and its digits are lost: export "
                + "the column again as text\",,",
            "5,+4915112345601,rejected,,the number stands on line 2 already,,",
            "6,+493012345678,\(known),,,the number is no mobile number: texts may not arrive,yes",
            "7,+4915112345609,\(known),,,the number is suppressed (the person wrote STOP or its like): nothing is sent "
                + "to it; the consent of 2026-01-15 was revoked since: no campaign writes to it,no",
            "8,+4915112345610,\(known),,,there is no name: texts that use it need a default,yes",
            "9,15112345611,rejected,Telefon,\"'15112345611' has lost its leading zero: export the column as text, or "
                + "write +4915112345611 if that is meant\",,",
            "10,,rejected,,\"has 3 columns, the header has 8: keep the delimiters of what is left empty\",,",
            "11,+4915112345613,\(known),,,\"'nobody' is no e-mail address, and was left out\",no",
            "12,'=1+1,rejected,Telefon,\"'=1+1' is not a phone number: only digits, spaces and + ( ) - . / may occur\",,",
            "13,+4915112345615,rejected,Consent Date,cannot read the date '01/02/2026': expected one such as "
                + "2026-03-31,,",
            "14,+4915112345616,\(known),,,the consent of 2025-01-15 has ended: no campaign writes to it,no",
            "15,,rejected,,a quotation mark is opened and never closed,,",
            "16,+4915112345618,\(known),,,,yes",
        ]
    }

    @Test("every row gets exactly its verdict: in a dry run, in the import, and again in a second one")
    func verdicts() async throws {
        try await House.run { house in
            let file = try house.write("list.csv", Self.list)
            let path = house.folder + "/verdicts.csv"
            func read() throws -> [String] {
                try String(contentsOfFile: path, encoding: .utf8).split(separator: "\r\n").map(String.init)
            }
            try await house.withDaemon { daemon in
                try await daemon.untilReady(modems: 1)
                await house.write(from: "+4915112345609", toLine: 0, text: "STOP")
                try await daemon.until("the opt-out is in force") {
                    try await daemon.client.get("/v1/suppressions").decoded([SuppressionView].self).count == 1
                }
                let arguments = ["contacts", "import", file, "--report", path]
                let dry = try await house.command(arguments + ["--dry-run"])
                #expect(dry.status == .exited(65), "\(dry.error)")
                #expect(dry.output.contains("nothing was stored"))
                #expect(dry.output.contains("Consent until   consent_expires"))
                #expect(try read() == Self.report("added"))
                #expect(try await house.command(["contacts", "list"]).error.contains("there are no contacts"))

                let done = try await house.command(arguments)
                #expect(done.status == .exited(65), "\(done.error)")
                #expect(try read() == Self.report("added"))
                #expect(done.output.contains("3 contacts are without consent that counts"), "\(done.output)")
                #expect(done.output.contains("1 contact is suppressed"), "\(done.output)")

                let again = try await house.command(arguments)
                #expect(try read() == Self.report("unchanged"))
                #expect(again.output.contains("the very same file was imported before, as import 1"))
                let later = try await house.command(["contacts", "verdicts", "1"])
                #expect(later.output.split(separator: "\r\n").map(String.init) == Self.report("added"))
            }
        }
    }

    @Test("“why did you text me?” is answered with the whole chain, and the person can have it all and be erased")
    func chain() async throws {
        try await House.run { house in
            try await house.withDaemon { daemon in
                let number = "+491511234001"
                try await daemon.untilReady(modems: 1)
                try await daemon.startCampaign("news", to: [number], text: "A word from us")
                _ = try await daemon.untilMessage(to: number, is: "delivered")
                await house.write(from: number, toLine: 0, text: "Why?")
                try await daemon.until("the answer is stored") {
                    try await daemon.client.get("/v1/messages", query: [("direction", "in")])
                        .decoded([MessageView].self).count == 1
                }
                let shown = try await house.command(["contacts", "show", number])
                #expect(shown.status == .exited(0), "\(shown.error)")
                var rest = shown.output[...]
                for wanted in [
                    "consent", "express, form, given 2026-01-15", "import", "added from news.csv, line 2",
                    "“news”", "“A word from us”", "queued", "claimed", "handedOver", "delivered", "completed", "“Why?”",
                ] {
                    guard let found = rest.range(of: wanted) else {
                        // What happened at one moment may be told in either order.
                        #expect(shown.output.contains(wanted), "no \(wanted) in: \(shown.output)")
                        continue
                    }
                    if ["import", "queued", "handedOver"].contains(wanted) { rest = rest[found.upperBound...] }
                }

                let path = house.folder + "/person.json"
                let exported = try await house.command(["contacts", "export", number, path])
                #expect(exported.status == .exited(0), "\(exported.error)")
                #expect(exported.output.contains("SHA-256"))
                let given = try String(contentsOfFile: path, encoding: .utf8)
                #expect(given.contains("A word from us") && given.contains("Why?"))

                let unasked = try await house.command(["contacts", "erase", number, "--reason", "letter"])
                #expect(unasked.status == .exited(64))
                #expect(unasked.error.contains("--yes"))
                let erased = try await house.command(["contacts", "erase", number, "--reason", "letter", "--yes"])
                #expect(erased.status == .exited(0), "\(erased.error)")
                #expect(try await house.command(["contacts", "receipts"]).output.contains("erasure"))
                for name in ["smsbridge.sqlite", "smsbridge.sqlite-wal"] {
                    let file = (try? Data(contentsOf: URL(fileURLWithPath: "\(house.folder)/state/\(name)"))) ?? Data()
                    for trace in ["491511234001", "A word from us", "Why?"] {
                        let found = file.range(of: Data(trace.utf8))
                        #expect(found == nil || trace == "A word from us", "\(trace) is in \(name)")
                    }
                }
                let refused = try await house.command(
                    ["contacts", "import", "-"],
                    input: "phone,name\n\(number),Anna\n"
                )
                #expect(refused.status == .exited(65))
                #expect(refused.output.contains("were erased on"), "\(refused.output)")
            }
        }
    }
}
