/**
 * What runs frozen stages beside the engine: a network written as ONNX goes in, features come out.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.espalier.inference.graph;
