/** PyTorch in a process where class loaders come and go. */
package org.espalier.djl.pytorch;
