internal import NIOCore

/// Hands what a channel reads to a queue, and stops reading while the queue is full.
final class OctetHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    /// Tells the handler, on its event loop, that there is room in the queue again.
    struct Resume: Sendable {}

    private let queue: InputQueue
    private var isPaused = false
    private var wantsRead = false

    init(queue: InputQueue) {
        self.queue = queue
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !queue.push(Array(unwrapInboundIn(data).readableBytesView)) { isPaused = true }
    }

    func read(context: ChannelHandlerContext) {
        guard isPaused else { return context.read() }
        wantsRead = true
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is Resume else { return context.triggerUserOutboundEvent(event, promise: promise) }
        promise?.succeed()
        isPaused = false
        guard wantsRead else { return }
        wantsRead = false
        context.read()
    }

    func channelInactive(context: ChannelHandlerContext) {
        queue.finish()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A read error of a tty is its end; the writer learns it from its own write.
        context.close(promise: nil)
    }
}
