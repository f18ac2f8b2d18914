import Campaigns
import Foundation
import Gateway
import Glibc
import Modems
import Server

/// For programs.
extension ModemDiagnosis {
    /// One as an object, several as a list.
    static func json(_ diagnoses: [ModemDiagnosis], isList: Bool) throws -> [UInt8] {
        let encoder = JSONCoding.encoder(pretty: true)
        let documents = diagnoses.map(\.document)
        let octets =
            isList ? try encoder.encode(documents) : try documents.first.map { try encoder.encode($0) } ?? Data()
        return [UInt8](octets) + [UInt8(ascii: "\n")]
    }

    private var document: Document {
        Document(
            port: port,
            isUsable: isUsable,
            sentence: sentence,
            problem: problem.map { "\($0)" },
            absence: absence,
            owner: hint?.owner,
            modem: hint?.modem,
            madeAt: madeAt,
            seconds: Double(took.wholeTenths) / 10,
            version: Version.text,
            kernel: Self.kernel,
            findings: findings.map { finding in
                Document.Row(
                    check: finding.check.rawValue,
                    group: finding.check.group.rawValue,
                    title: finding.check.title,
                    verdict: finding.verdict.rawValue,
                    value: finding.value,
                    meaning: finding.meaning,
                    remedy: finding.remedy.isEmpty ? nil : finding.remedy,
                    sign: finding.sign?.rawValue
                )
            },
            loopback: loopback,
            details: details,
            dialogue: dialogue
        )
    }

    private struct Document: Encodable {
        struct Row: Encodable {
            var check: String
            var group: String
            var title: String
            var verdict: String
            var value: String
            var meaning: String
            var remedy: String?
            var sign: String?
        }

        var port: String
        var isUsable: Bool
        var sentence: String
        var problem: String?
        var absence: String?
        var owner: String?
        var modem: String?
        var madeAt: Timestamp
        var seconds: Double
        var version: String
        var kernel: String
        var findings: [Row]
        var loopback: LoopbackTest?
        var details: [DiagnosisDetail]
        var dialogue: [TraceView]
    }

    /// The kernel that runs here, such as `Linux 6.1.0-18-amd64`.
    static var kernel: String {
        var names = utsname()
        guard uname(&names) == 0 else { return "unknown" }
        func text<Field>(_ field: Field) -> String {
            withUnsafeBytes(of: field) { bytes in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return "\(text(names.sysname)) \(text(names.release))"
    }
}

extension Duration {
    /// In tenths of a second, rounded.
    var wholeTenths: Int {
        Int((components.seconds * 10) + (components.attoseconds + 50_000_000_000_000_000) / 100_000_000_000_000_000)
    }
}
