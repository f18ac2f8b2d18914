import Synchronization

/// A word for people that stands until it is taken back.
final class Notice: Sendable {
    private let state = Mutex<String?>(nil)

    var text: String? { state.withLock(\.self) }

    /// Answers whether it is another one than before.
    @discardableResult
    func set(_ text: String?) -> Bool {
        state.withLock { state in
            defer { state = text }
            return state != text
        }
    }
}
