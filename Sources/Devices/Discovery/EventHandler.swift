internal import NIOCore

/// Tells that a descriptor had something to read, and when it came to its end; what it said does not matter.
final class EventHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let onEvent: @Sendable () -> Void
    private let onEnd: @Sendable () -> Void

    init(onEvent: @escaping @Sendable () -> Void, onEnd: @escaping @Sendable () -> Void) {
        self.onEvent = onEvent
        self.onEnd = onEnd
    }

    // Once for all that was there to read.
    func channelReadComplete(context: ChannelHandlerContext) {
        onEvent()
    }

    func channelInactive(context: ChannelHandlerContext) {
        onEnd()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
