/** Frozen stages by ONNX Runtime. */
package org.espalier.graph.onnxruntime;
