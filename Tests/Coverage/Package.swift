// swift-tools-version: 6.2
import PackageDescription

// The codec alone, for `make coverage`, which puts links to its sources and tests beside a copy of this file.
let package = Package(
    name: "coverage",
    targets: [
        .target(name: "SMS"),
        .testTarget(name: "SMSTests", dependencies: ["SMS"]),
    ],
    swiftLanguageModes: [.v6]
)
