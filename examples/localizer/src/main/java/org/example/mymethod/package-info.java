/** The method my-method: which colours go with which tags. */
package org.example.mymethod;
