package org.kangcheng.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A page for a wall: it goes on refreshing itself when its session has been idle for long, and that is all that the
 * session is good for until somebody signs in again.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Unattended {}
