/** Forward passes for everybody, alone and together. */
package org.espalier.inference.forward;
