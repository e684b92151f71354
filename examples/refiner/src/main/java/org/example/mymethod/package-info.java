/** The method my-method: scores go where their colours are. */
package org.example.mymethod;
