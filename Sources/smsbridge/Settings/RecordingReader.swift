import Devices

/// Reads how much of the dialogues with modems is kept: `recordings: off`, or a mapping.
enum RecordingReader {
    static func read(_ value: YAMLValue) -> Settings.Recordings? {
        if value.scalar != nil {
            switch value.scalar?.lowercased() {
            case "off", "false", "no": return nil
            case "on", "true", "yes": return Settings.Recordings()
            default: break
            }
        }
        var recordings = Settings.Recordings()
        guard let section = value.section(["automatic", "files", "megabytes", "pause"]) else { return recordings }
        if let flag = section["automatic"]?.flag() { recordings.isAutomatic = flag }
        if let files = section["files"]?.integer(in: 1...1000) { recordings.limits.files = files }
        if let megabytes = section["megabytes"]?.integer(in: 1...1000) { recordings.limits.octets = megabytes << 20 }
        if let pause = section["pause"]?.duration(in: .seconds(60)...Duration.seconds(86_400)) {
            recordings.pause = pause
        }
        return recordings
    }
}
