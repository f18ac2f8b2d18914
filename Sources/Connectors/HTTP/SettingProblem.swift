/// A connector's setting that cannot work; the daemon refuses to start with it.
public struct SettingProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the setting, such as `baseURL`.
    public var setting: String
    /// What the setting must be. Never holds the value, which may be a secret.
    public var expected: String

    public init(setting: String, expected: String) {
        self.setting = setting
        self.expected = expected
    }

    public var description: String { "\(setting): expected \(expected)" }
}
