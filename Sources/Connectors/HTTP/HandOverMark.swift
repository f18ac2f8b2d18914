import NIOCore
import Synchronization

/// Remembers whether the client took the first octet of a request's body from us.
final class HandOverMark: Sendable {
    private let flag = Atomic(false)

    /// Once an exchange has ended, `false` is certain: what asks for the body later finds the request failed.
    var isSet: Bool { flag.load(ordering: .acquiring) }

    func set() {
        flag.store(true, ordering: .releasing)
    }
}

/// A request body in one piece that marks its hand-over.
///
/// The client asks for a streamed body only after the connection stands (TLS too) and the head is written. It also cannot
/// repeat such a body, so it is never sent a second time, to a redirect's target for instance.
struct MarkedBody: AsyncSequence, Sendable {
    var bytes: ByteBuffer
    var mark: HandOverMark

    struct Iterator: AsyncIteratorProtocol {
        var left: ByteBuffer?
        var mark: HandOverMark

        mutating func next() async -> ByteBuffer? {
            defer { left = nil }
            if left != nil { mark.set() }
            return left
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(left: bytes, mark: mark)
    }
}
