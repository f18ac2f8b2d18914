import Connectors

/// Reads what all that is sent signed requests has: an address, and secrets.
enum SignedEndpointReader {
    /// `url`, and `secret` or `secrets` of a section. `example` is an address such as people would write there.
    static func read(_ section: YAMLSection, example: String) -> (url: Secret, secrets: [Secret])? {
        let expected = "an address such as \(example)"
        let url = section.required("url", expected: expected)?.secret(expected: expected)
        if let text = url?.value, !EndpointAddress.isGood(text) {
            // What a file of its own holds is kept out of sight.
            let isInFile = section["url"]?.scalar?.hasPrefix("file:") == true
            let found = isInFile ? "something else in its file" : "\"\(EndpointAddress.shown(text).prefix(60))\""
            section["url"]?.report(expected: expected, found: found)
        }
        var values = section["secret"].map { [$0] } ?? []
        if let list = section["secrets"] {
            values += list.items(expected: "a list of secrets", limit: StandardWebhooks.maximumSecrets) ?? []
        }
        if values.isEmpty {
            _ = section.required("secret", expected: "a secret that starts with whsec_, or file: and a path")
        }
        let secrets = values.compactMap { $0.secret(expected: "a secret that starts with whsec_") }
        if let first = values.first, !secrets.isEmpty {
            do throws(SettingProblem) {
                _ = try StandardWebhooks(secrets: secrets)
            } catch {
                first.report(expected: error.expected, found: "something else")
            }
        }
        guard let url, !secrets.isEmpty else { return nil }
        return (url, secrets)
    }
}
