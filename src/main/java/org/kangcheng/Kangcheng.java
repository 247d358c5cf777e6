package org.kangcheng;
public class Kangcheng { public static void main(String[] a) { System.out.println("x"); } }
