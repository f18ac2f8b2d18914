import Foundation

/// Why a file cannot be opened or read, in words for people.
struct FileTrouble: Error, Hashable {
    var found: String
    var expected: String

    init(_ error: any Error) {
        switch error {
        case CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile:
            (found, expected) = ("no such file", "a file that exists")
        case CocoaError.fileReadNoPermission:
            (found, expected) = ("no permission to read it", "a file that \(NSUserName()) may read")
        default:
            (found, expected) = (error.localizedDescription, "a readable file")
        }
    }

    private init(found: String, expected: String) {
        self.found = found
        self.expected = expected
    }

    /// Opens a file for reading.
    static func open(_ path: String) throws(FileTrouble) -> FileHandle {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw FileTrouble(found: "a folder", expected: "a file")
        }
        do {
            return try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        } catch {
            throw FileTrouble(error)
        }
    }
}
